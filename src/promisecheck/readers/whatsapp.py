"""WhatsApp's exported chats: `.txt` of Android and `_chat.txt` of iOS, also within the zip they come in.

Android: `22.03.2024, 14:36 - Имя: текст`; iOS: `[22.03.2024, 14:36:10] Имя: текст`. A line without a date goes on
with the message before it. Times have no zone, those of Android no seconds; marks of direction stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.readers.base import Head, Item, Job, Reader
from promisecheck.readers.build import Builder, in_parts
from promisecheck.readers.decoding import open_text, position
from promisecheck.readers.posts import Chat, Post, hint_partner
from promisecheck.readers.times import Clock
from promisecheck.readers.whatsapp_message import fill

if TYPE_CHECKING:
    from typing import TextIO

_LINE = 1 << 20
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_TIME_OF_DAY = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
_TIME = _TIME_OF_DAY + r"(?:[\s\u00a0\u202f\u2009]?[AaPp]\.?\s?[Mm]\.?)?"
_HEAD = re.compile(
    rf"[{_MARKS}]*(?:\[(?P<ios_date>{_DATE}),?[\s\u00a0\u202f](?P<ios_time>{_TIME})\][\s\u00a0]?"
    rf"|(?P<date>{_DATE}),?[\s\u00a0\u202f](?P<time>{_TIME})\s[-\u2013]\s)(?P<rest>.*)",
    re.DOTALL,
)
_AUTHOR = re.compile(r"(?P<author>[^:\n]{1,80}): ?(?P<text>.*)", re.DOTALL)
_EVENT = re.compile(
    r"(?:создал|добавил|изменил|удалил|вышел|вышла|покинул|присоединил|исключил|назначил|включил|отключил|закрепил)"
    r"(?:\(-?[ал]+\)|ась|ся|о|а)?\s|сквозным шифрованием|end-to-end encrypted"
    r"|\b(?:created|added|changed|removed|left)\b",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"(?:чат\s+(?:в\s+)?whatsapp\s*(?:с\s+контактом|с|-|–)|whatsapp\s+chat\s*(?:with|-|–))\s*"
    r"(?P<name>.+?)(?:\.txt|\.zip)?$",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    rf"^[{_MARKS}\[]*(\d{{1,2}})/(\d{{1,2}})/\d{{2,4}},?\s(?:{_TIME_OF_DAY}\s?([AaPp]\.?\s?[Mm])?)", re.MULTILINE
)


def read(job: Job) -> Iterator[Item]:
    """The one chat of the file; one too long for the memory in parts."""
    path, errors = job.file.path, list[InputError]()
    with job.file.open() as raw:
        month_first = _month_first(Head(raw.read(1 << 16)).text)
    builder, partner = Builder(job), _partner(path)
    with open_text(job.file, job) as stream:
        posts = _posts(stream, Clock(job, month_first=month_first), errors)
        number = 0
        for number, part in enumerate(in_parts(posts, job), 1):
            hint_partner(part, lambda post: post.author == partner)
            name = _name(job) + (f"/{number}" if number > 1 else "")
            client = {"name": partner} if partner and any(post.hint == "client" for post in part) else {}
            chat = Chat(name, "whatsapp", "whatsapp", posts=part, client=client, hinted="partner")
            here = min(job.file.size, position(stream))
            yield from (Item(found, path, None, here) for found in builder.build(chat))
            yield from (Item(error.at(path, error.line), path, error.line, here) for error in errors)
            errors.clear()
        if not number:
            raise InputError("no message of WhatsApp was found in it")


def _posts(stream: TextIO, clock: Clock, errors: list[InputError]) -> Iterator[Post]:
    post: Post | None = None
    lines: list[str] = []
    line, letters = 0, 0
    while raw := stream.readline(_LINE):
        line += 1
        match = _HEAD.match(raw.rstrip("\r\n"))
        if match:
            if post:
                yield fill(post, "\n".join(lines))
            post = _post(match, line, clock, errors)
            lines, letters = [post.text], 0
        elif post is None:
            if raw.strip(_MARKS + " \r\n"):
                errors.append(InputError("expected a message with its date", line=line))
        elif letters > _LINE:
            errors.append(InputError("the message is too long; the rest of it was left out", line=line))
        else:
            lines.append(raw.rstrip("\r\n"))
            letters += len(raw)
    if post:
        yield fill(post, "\n".join(lines))


def _post(match: re.Match[str], line: int, clock: Clock, errors: list[InputError]) -> Post:
    rest = match["rest"].lstrip(_MARKS)
    said = _AUTHOR.fullmatch(rest)
    if said and _EVENT.search(said["author"]):
        said = None
    post = Post(said["text"].lstrip(_MARKS) if said else rest, f"line {line}")
    if said:
        post.author = said["author"].strip(_MARKS + " \u00a0\u202f~") or None
    else:
        post.role = "system"
    if match["ios_date"] and said and said["text"].startswith("\u200e"):
        post.role = "system"  # iOS marks so whatever nobody typed; what it is turns out with the whole text
    try:
        post.sent_at, post.minute = clock.read(
            f"{match['date'] or match['ios_date']} {match['time'] or match['ios_time']}".replace(".m.", "m")
        )
    except InputError as error:
        errors.append(InputError(error.message, line=line))
    return post


def _partner(path: PurePath) -> str | None:
    """Whom the chat is named after: the export is the employee's, so it is the client."""
    for name in (path.name, path.parent.name):
        if match := _PARTNER.search(name):
            return match["name"].strip()
    return None


def _name(job: Job) -> str:
    return job.file.label.removesuffix("/_chat.txt").removesuffix(".txt").removesuffix(".zip")


def _month_first(text: str) -> bool:
    """Whether 3/4/24 is the fourth of March: some month says so, or hours of am and pm."""
    dates = [(int(match[1]), int(match[2]), match[3]) for match in _SLASHED.finditer(text)]
    if any(first > 12 for first, _, _ in dates):
        return False
    return any(second > 12 or half for _, second, half in dates)


def recognises(head: Head) -> bool:
    """Whether one of the first lines begins like a message."""
    return any(_HEAD.match(line) for line in head.text.split("\n")[:20])


READERS = (Reader("whatsapp", (".txt",), read, recognises),)
