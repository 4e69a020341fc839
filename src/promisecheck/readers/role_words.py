"""Words that tell a role: names of roles, and what staff and clients are apt to say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisecheck.conversation import Role

_ROLES: dict[Role, str] = {
    "employee": "employee operator agent manager support staff out outgoing outbound сотрудник сотрудница менеджер "
    "оператор агент специалист консультант поддержка администратор секретарь исходящее исходящий исходящая исх",
    "client": "client customer visitor guest user caller in incoming inbound клиент клиентка посетитель гость абонент "
    "пользователь заказчик покупатель входящее входящий входящая вх",
    "bot": "bot robot ivr autoreply бот робот автоответчик ботик",
    "system": "system service notification система системное служебное уведомление",
}
_BY_WORD: dict[str, Role] = {word: role for role, words in _ROLES.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")

_LABEL = re.compile(r"(?:speaker|спикер|говорящий|channel|канал)?[ _№#-]*\d*", re.IGNORECASE)
_STAFF = re.compile(
    r"чем (?:я )?(?:могу|можем) (?:вам )?помочь|удобно (?:ли )?(?:вам )?(?:сейчас )?(?:говорить|разговаривать)"
    r"|меня зовут \w+[^.!?\n]{0,40}компани|(?:это|вас беспокоит|звоню из|из) компани|компани[яи] «|специалист компании"
    r"|\bнаш\w* (?:компани|фонд|продукт|услов|клиент|предложен|специалист|офис)|мы (?:гарантируем|предлагаем|работаем)"
    r"|(?:подготов|отправ|вышл|направ)\w{1,4} (?:вам|для вас)|предлагаем вам|ваш\w* (?:заявк|обращен|портфел|договор)"
    r"|спасибо за (?:ожидание|обращение|звонок)|уточню (?:у коллег|и вернусь|информацию)|я ваш менеджер"
    r"|how can i (?:help|assist)|thank you for calling",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"\bподскажите\b|у меня (?:вопрос|есть вопрос)|сколько (?:стоит|можно заработать)|какая (?:у вас )?доходность"
    r"|(?:хочу|хотел\w* бы|думаю) (?:вложить|узнать|инвестировать|купить|вывести)|вы (?:гарантируете|обещаете)"
    r"|у вас (?:есть|можно)|мой (?:портфель|договор|сч[её]т)|моя заявка|мои деньги|когда (?:мне )?(?:придут|выплатят)",
    re.IGNORECASE,
)


def role_named(word: str | None) -> Role | None:
    """The role that a word of a table or a speaker's name tells: «Оператор 2», `client`, «исходящее»; else None."""
    if not word:
        return None
    found = {_BY_WORD[part] for part in _WORD.findall(word.casefold()) if part in _BY_WORD}
    return found.pop() if len(found) == 1 else None


def is_name(word: str | None) -> bool:
    """Whether this may be a person's name, and no role or label of a machine."""
    return bool(word) and role_named(word) is None and not _LABEL.fullmatch(word or "")


def employee_by_words(said: Mapping[str, list[str]]) -> str | None:
    """Of two sides or more, the one that talks like staff; None where the words leave it open."""
    if len(said) < 2:
        return None
    scores = sorted(((_score(texts), key) for key, texts in said.items()), reverse=True)
    (best, key), (second, _) = scores[:2]
    return key if best > second else None


def _score(texts: list[str]) -> int:
    return sum(len(_STAFF.findall(text)) - len(_CLIENT.findall(text)) for text in texts)
