"""What WhatsApp writes in place of a text: media, deleted messages, calls, the remark that it was edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.readers.posts import Post

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_EDITED = re.compile(
    rf"[ \n{_MARKS}]*<(?:Сообщение изменено|Это сообщение было изменено|This message was edited)>[{_MARKS}]*$"
)
_DELETED = re.compile(
    r"(?:Данное сообщение удалено|Вы удалили (?:данное|это) сообщение|Это сообщение (?:было )?удалено|Сообщение удалено"
    r"|This message was deleted|You deleted this message)\.?"
)
_NOBODY = re.compile(r"защищены сквозным шифрованием|are end-to-end encrypted")
_MEDIA = re.compile(
    r"<(?:Без медиафайлов|Медиа (?:скрыто|отсутствует|пропущено)|Media omitted)>"
    r"|(?:изображение|видео|аудиофайл|аудио|документ|стикер|GIF|видеозаметка|карточка контакта|голосовое сообщение)"
    r" (?:отсутствует|опущен[аоы]?|пропущен[аоы]?|не включен[аоы]?)"
    r"|(?:image|video|audio|document|sticker|GIF|video note|contact card) omitted"
    r"|<(?:прикреплено|attached): [^<>\n]+>|[^\n/\\]{1,200} \((?:файл добавлен|file attached)\)",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"(?:Пропущенный|Missed) (?:групповой |group )?(?:голосовой |аудио|видео ?|voice |video )?(?:звонок|вызов|call)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?:Аудиозвонок|Видеозвонок|(?:Голосовой|Видео) ?(?:вызов|звонок)|Voice call|Video call)[.,\s]+\d[^\n]*",
    re.IGNORECASE,
)


def fill(post: Post, text: str) -> Post:
    """The post with its whole text, or with what stands in place of one."""
    plain = _EDITED.sub("", text)
    if plain != text:
        post.more["edited"] = True
        post.role = None
    post.text = plain
    first, _, rest = plain.partition("\n")
    first = first.strip(_MARKS + " ")
    if _DELETED.fullmatch(first):
        post.text, post.role = "", "system"  # nobody can answer it any more
        post.more["deleted"] = True
    elif _NOBODY.search(first):
        post.role = "system"
    elif _MISSED.match(first):
        post.text, post.kind = "", "missed_call"
        post.role = None if post.author else "client"  # without a name, it is the owner of the export who missed it
    elif _HELD.fullmatch(first):
        post.text, post.kind, post.role = "", "attachment", "employee"  # whoever called, the employee spoke
        post.author = None
        post.more["call"] = first
    elif match := _MEDIA.fullmatch(first):
        post.text, post.role = rest, None
        post.kind = "text" if rest else "attachment"
        post.more["media"] = match[0]
    return post
