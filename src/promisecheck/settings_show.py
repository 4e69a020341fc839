"""Settings as a TOML file with remarks: what `promisecheck settings show` prints, and what can be read back."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.settings import Settings

# The remarks in Russian; the English ones are the descriptions of the fields.
_RUSSIAN = {
    "timezone": "Часовой пояс компании.",
    "working_hours": "Рабочие часы; без них ответа ждут круглосуточно. Дни недели: 1 – понедельник.",
    "exported_at": "Момент выгрузки: до него считается ожидание сообщений без ответа.",
    "response_time": "Как быстро отвечать на обращение, в секундах.",
    "response_time.target": "К чему стремятся.",
    "response_time.limit": "Последняя секунда, которая ещё вовремя.",
    "response_time.count_closing_thanks": "Ждёт ли ответа «спасибо» клиента после прощания сотрудника.",
    "calls": "Как звонят клиентам.",
    "calls.always_ask_if_convenient": "Спрашивать, удобно ли говорить, в каждом исходящем звонке.",
    "company": "Что предлагает компания и кто говорит от её имени.",
    "company.directions": "Во что могут вложиться клиенты.",
    "company.contacts": "Телефоны и адреса самой компании.",
    "company.employees": "Кто работает с клиентами.",
    "owners": "Кто отвечает за канал: phone, telegram, whatsapp, vk, email, sms, avito, chatbot, comment …",
}
_RUSSIAN |= {
    "bitrix24": "Где в Битрикс24 стоят контакт клиента и его карточка.",
    "bitrix24.contact_field": "Поле клиента или разговора с номером контакта.",
    "bitrix24.trait_field": "Поле контакта для особенностей клиента; что в нём было, заменяется.",
    "exports": "Как читать выгрузки других программ; чего здесь нет, о том догадываются и говорят.",
    "exports.employees": "Сотрудники, как они пишутся в выгрузках: имена, номера, телефоны, адреса; кроме них – "
    "company.employees.",
    "exports.clients": "То же о клиентах.",
    "exports.bots": "То же о ботах.",
    "exports.domains": "Почта этих доменов – от сотрудников.",
    "exports.speakers": 'Роли каналов и голосов записи: { "0" = "employee", SPEAKER_01 = "client" }.',
    "exports.unlabelled": "Чьи слова в записи без говорящих: employee, client; refuse – не читать.",
    "exports.channel": "Канал файлов, которые его не называют: таблиц и записей (у записей иначе phone).",
    "exports.timezone": "Часовой пояс времени без смещения; иначе – пояс компании.",
    "exports.encoding": "Кодировка текстов; иначе определяется.",
    "exports.split_after_hours": "Через сколько часов молчания, если всем ответили, начинается новый разговор.",
    "exports.columns": "Столбцы таблиц по заголовкам: conversation, text, author, role, sent_at …",
    "gate": "Проверка перед отправкой.",
    "gate.stops": "Какие нарушения останавливают сообщение: block, warn; об остальных предупреждают.",
    "gate.on_failure": "Если проверить не удалось: open – пропустить, closed – остановить, hold – оставить человеку.",
    "gate.overrides": "Что сотрудник может отправить всё равно, указав причину.",
    "gate.limit_ms": "Через сколько миллисекунд решение даётся в любом случае.",
    "gate.longest": "Сколько знаков в сообщении, и в нём с разговором до него; более длинное не проверяется.",
    "gate.context": "Сколько сообщений до проверяемого принимается во внимание.",
    "gate.channels": "Чем отличаются каналы.",
    "gate.log": "Журнал решений; без пути не ведётся.",
    "serve": "Сервер.",
    "serve.host": "По какому адресу слушать.",
    "serve.port": "Порт; 0 – любой свободный.",
    "serve.socket": "Сокет Unix вместо адреса и порта.",
    "serve.token": "Ключ, который предъявляют запросы; без него слушать можно только свою машину.",
    "serve.workers": "Сколько процессов проверяет; 0 – поток сервера, который нельзя прервать.",
    "serve.body_kb": "Наибольший размер запроса, в килобайтах.",
    "serve.concurrency": "Сколько запросов обрабатывается сразу; остальным отвечают 503.",
    "serve.check_seconds": "Предел времени /v1/check, в секундах.",
    "serve.grace_seconds": "Сколько секунд даётся на завершение при остановке.",
}
_UNSET = {
    "working_hours": '{ start = "09:00", end = "18:00", days = [1, 2, 3, 4, 5] }',
    "exported_at": "2026-03-03T18:00:00+03:00",
}


def as_toml(settings: Settings, lang: str = "ru") -> str:
    """The settings as TOML; what is not set stands as a remark with an example."""
    plain, tables = [], []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        remark = _remark(name, field.description, lang)
        if name == "owners" or (isinstance(value, BaseModel) and name not in _UNSET):
            tables.append("\n".join([f"# {remark}", f"[{name}]", *_rows(name, value, lang)]))
        elif value is None:
            plain.append(f"# {remark}\n# {name} = {_UNSET[name]}")
        else:
            plain.append(f"# {remark}\n{name} = {_value(value)}")
    return "\n\n".join([*plain, *tables]) + "\n"


def _rows(table: str, value: Any, lang: str) -> Iterator[str]:
    if not isinstance(value, BaseModel):
        yield from (f"{_key(name)} = {_value(one)}" for name, one in value.items())
        return
    for name, field in type(value).model_fields.items():
        own = getattr(value, name)
        yield f"# {_remark(f'{table}.{name}', field.description, lang)}"
        yield f"# {name} = \"…\"" if own is None else f"{name} = {_value(own)}"


def _remark(name: str, english: str | None, lang: str) -> str:
    return (english or _ENGLISH[name]) if lang == "en" else _RUSSIAN[name]


_ENGLISH = {
    "response_time": "How fast a message is to be answered, in seconds.",
    "calls": "How one calls.",
    "bitrix24": "Where the client's contact and his card stand in Bitrix24.",
    "company": "What the company offers, and who speaks for it.",
    "gate.log": "The decision log; without a path none is kept.",
}


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else _value(name)


def _value(value: Any) -> str:
    if isinstance(value, BaseModel):
        return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value if one is not None) + " }"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, time):
        return _value(value.isoformat() if value.second else f"{value:%H:%M}")
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # JSON's quotes are TOML's, but for one control character and for characters outside the basic plane.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
