"""Telegram Desktop's `result.json`: one chat, or the whole export of an account.

Source: telegramdesktop/tdesktop, export_output_json.cpp. Texts are strings or lists of strings and objects; numbers of
seconds are strings; old exports have local times only. Deleted messages are not there, edited ones once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Head, Item, Job, Reader
from promisecheck.readers.build import Builder, in_parts
from promisecheck.readers.decoding import open_text, position
from promisecheck.readers.json_text import JsonText
from promisecheck.readers.posts import Chat, Post, hint_partner
from promisecheck.readers.roles import Known
from promisecheck.readers.telegram_message import post_of
from promisecheck.readers.times import Clock

_TYPES = (
    "saved_messages replies verification_codes personal_chat bot_chat private_group private_supergroup "
    "public_supergroup private_channel public_channel"
).split()
_MARK = re.compile(
    rf'"type"\s*:\s*"(?:{"|".join(_TYPES)})"|"personal_information"\s*:|"(?:left_)?chats"\s*:\s*\{{'
    r'|"about"\s*:\s*"[^"]{0,80}(?:you requested|Telegram)'
)
_PARTNERS = ("personal_chat",)
_GROUPS = ("private_group", "private_supergroup", "public_supergroup")


@dataclass
class _Export:
    """What is known of the file while it is read."""

    job: Job
    clock: Clock
    builder: Builder
    known: Known
    owner: str | None = None
    position: int = 0

    def item(self, found: Any, line: int | None = None) -> Item:
        if isinstance(found, InputError) and not found.path:
            found = found.at(self.job.file.path, found.line or line)
        return Item(found, self.job.file.path, found.line if isinstance(found, InputError) else line, self.position)


def read(job: Job) -> Iterator[Item]:
    """The chats of the file, one in memory at a time."""
    with open_text(job.file, job) as stream:
        export = _Export(job, Clock(job), Builder(job), Known(job.settings))
        text = JsonText(stream)
        try:
            for found, line in _object(text, export):
                export.position = min(job.file.size, position(stream))
                yield export.item(found, line)
        except InputError as error:
            yield export.item(error)


def _object(text: JsonText, export: _Export) -> Iterator[tuple[Any, int | None]]:
    """The file's one object: a chat, or an account with its chats."""
    header: dict[str, Any] = {}
    found_any = False
    for key in text.members():
        if key in ("chats", "left_chats") and text.peek() == "{":
            found_any = True
            for inner in text.members():
                if inner == "list":
                    yield from _chats(text, export)
                else:
                    text.value()
        elif key == "messages" and text.peek() == "[":
            found_any = True
            yield from _chat(text, header, export)
        else:
            header[key] = text.value()
            if key == "personal_information":
                export.owner = _owner(header[key])
    if not found_any:
        raise InputError("expected a Telegram export with messages or chats")


def _chats(text: JsonText, export: _Export) -> Iterator[tuple[Any, int | None]]:
    text.open("[")
    while not text.take("]"):
        header: dict[str, Any] = {}
        for key in text.members():
            if key == "messages" and text.peek() == "[":
                yield from _chat(text, header, export)
            else:
                header[key] = text.value()
        if not text.take(",") and text.peek() != "]":
            raise InputError("not JSON: expected , or ]", line=text.line)


def _chat(text: JsonText, header: dict[str, Any], export: _Export) -> Iterator[tuple[Any, int | None]]:
    """One chat; what is wrong with single messages comes after the conversation."""
    errors: list[InputError] = []
    broken: list[InputError] = []

    def posts() -> Iterator[Post]:
        try:
            for line, message in text.elements():
                try:
                    if isinstance(message, InputError):
                        raise message
                    yield post_of(message, export.clock, errors)
                except InputError as error:
                    errors.append(InputError(error.message, line=error.line or line, field=error.field))
        except InputError as error:  # the file ends or breaks here; what was read counts
            broken.append(error)

    line = text.line
    for number, part in enumerate(in_parts(posts(), export.job)):
        if _passed_over(header.get("type"), part, export):
            export.job.notice("passed-over", who=header.get("type"))
        else:
            chat = _whole(header, part, export)
            chat.id += f"/{number + 1}" if number else ""
            yield from ((found, line) for found in export.builder.build(chat))
        yield from ((error, None) for error in errors)
        errors.clear()
    yield from ((error, None) for error in errors)
    if broken:
        raise broken[0]


def _whole(header: dict[str, Any], posts: list[Post], export: _Export) -> Chat:
    name, number = header.get("name"), header.get("id")
    name = name if isinstance(name, str) else None
    kind = header.get("type")
    owner = export.owner
    _hint(posts, owner, kind, f"user{number}", name)
    return Chat(
        id=f"telegram-{number}" if number is not None else f"telegram-{export.job.file.label}",
        channel="telegram",
        format="telegram",
        place=f"chat {number}" if number is not None else "",
        posts=posts,
        client={"name": name} if name and kind in _PARTNERS else {},
        hinted="owner" if owner else "partner",
        more={"chat_type": kind} | ({"chat_name": name} if name else {}),
    )


def _hint(posts: list[Post], owner: str | None, kind: object, partner: str, name: str | None) -> None:
    """The owner of an export is the employee; a personal chat is called after the other side."""
    if owner:
        for post in posts:
            post.hint = "employee" if post.author_id == owner else "client"
    elif kind in _PARTNERS:
        hint_partner(posts, lambda post: post.author_id == partner or (name and post.author == name))


def _passed_over(kind: object, posts: list[Post], export: _Export) -> bool:
    """Whether nobody of the company speaks to a client here: channels that are read, bots, one's own notes."""
    if kind in _PARTNERS or kind is None:
        return False
    if any(export.known.role(post.author, post.author_id) == "employee" for post in posts):
        return False
    if kind in _GROUPS:
        return export.owner is not None and all(post.author_id != export.owner for post in posts)
    return kind in _TYPES


def _owner(personal: object) -> str | None:
    if isinstance(personal, dict) and isinstance(personal.get("user_id"), int | str):
        return f"user{personal['user_id']}"
    return None


def recognises(head: Head) -> bool:
    """Whether this is Telegram's JSON."""
    return bool(_MARK.search(head.text))


READERS = (Reader("telegram", (".json",), read, recognises),)
