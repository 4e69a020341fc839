"""Which column of a table is what: as the settings say, else by its heading, in Russian or English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.readers.settings import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

# In the order of preference; of one heading the first field that wants it gets it.
_HEADINGS = {
    "conversation": "conversation id|conversation|dialog id|dialogue id|dialog|dialogue|chat id|session id|thread id|"
    "ticket id|call id|session|thread|ticket|chat|id диалога|диалог|номер диалога|id чата|чат|номер чата|id разговора|"
    "разговор|номер разговора|id обращения|обращение|номер обращения|id звонка|звонок|номер звонка|id сессии|сессия|"
    "тикет|переписка|ид диалога|ид чата",
    "text": "text|message text|message|body|content|msg|transcript|текст|текст сообщения|сообщение|реплика|"
    "содержание|содержимое",
    "id": "message id|msg id|id сообщения|номер сообщения|ид сообщения|id|ид|№",
    "role": "role|sender type|author type|from type|side|роль|тип отправителя|тип автора|сторона|кто пишет|тип",
    "author_id": "author id|sender id|from id|user id|id автора|id отправителя|id пользователя",
    "author": "author|sender|from|sender name|author name|speaker|user|автор|отправитель|имя отправителя|от кого|"
    "кто|говорящий|имя автора",
    "sent_at": "sent at|datetime|timestamp|created at|date time|date and time|message time|created|дата и время|"
    "дата время|время отправки|отправлено|дата отправки|дата сообщения|время сообщения|создано",
    "date": "date|дата|day|день",
    "time": "time|время",
    "kind": "kind|message type|type|тип сообщения|вид",
    "channel": "channel|source|messenger|канал|источник|мессенджер|канал связи",
    "direction": "direction|call direction|направление|направление звонка",
    "employee": "employee|operator|manager|agent|responsible|сотрудник|оператор|менеджер|ответственный|специалист|"
    "консультант",
    "client": "client|customer|client name|customer name|клиент|имя клиента|фио клиента|контакт|покупатель",
    "phone": "client phone|phone|phone number|телефон клиента|телефон|номер телефона",
    "email": "client email|email|e mail|email клиента|почта клиента|почта",
}


def columns(headings: Sequence[str], told: Columns) -> tuple[dict[str, str], dict[str, str]]:
    """The heading of each field, and those of them that were guessed.

    Raises `InputError` where a column that was told is missing, or none holds the texts.
    """
    by_plain = {_plain(heading): heading for heading in headings if heading}
    found: dict[str, str] = {}
    for field, heading in told.model_dump(exclude_none=True).items():
        if _plain(heading) not in by_plain:
            said = f"no column {heading!r}; the columns are {_list(headings)}"
            raise InputError(said, field=f"exports.columns.{field}")
        found[field] = by_plain[_plain(heading)]
    guessed = _guess(by_plain, found)
    found |= guessed
    if "text" not in found:
        raise InputError(f"no column of texts; name it in [exports.columns]; the columns are {_list(headings)}")
    return found, guessed


def _guess(by_plain: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    guessed: dict[str, str] = {}
    taken = set(found.values())
    for field, names in _HEADINGS.items():
        if field in found:
            continue
        for name in names.split("|"):
            heading = by_plain.get(name)
            if heading is not None and heading not in taken:
                guessed[field] = heading
                taken.add(heading)
                break
    both = found | guessed
    if "sent_at" not in both and "date" in guessed and "time" not in both:
        guessed["sent_at"] = guessed.pop("date")
    if "sent_at" not in both and "time" in guessed and "date" not in both:
        guessed["sent_at"] = guessed.pop("time")
    if "direction" in guessed and not {"role", "author", "author_id"} & both.keys():
        guessed["role"] = guessed.pop("direction")  # of messages, not of calls
    return guessed


def _plain(heading: str) -> str:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading.strip())
    return " ".join(re.sub(r"[_\-./:]+", " ", spaced.casefold().replace("ё", "е")).split())


def _list(headings: Sequence[str]) -> str:
    shown = [heading for heading in headings if heading][:12]
    return ", ".join(shown) + (" …" if len(headings) > len(shown) else "")
