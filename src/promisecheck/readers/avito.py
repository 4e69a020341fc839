"""Avito: pages of messages (`messenger/v3/…/messages/`) and webhooks of version 3.

A page does not say which chat it is of: a file is a chat. In a webhook, the author who owns the account is us.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Head, Reader
from promisecheck.readers.gather import Loose, gathered, of_objects
from promisecheck.readers.posts import Chat, Post
from promisecheck.readers.recognition import JSON, label, objects, table, text
from promisecheck.readers.times import Clock


def posts(value: dict[str, Any], line: int, file: File, clock: Clock) -> Iterator[Loose | InputError]:
    """Every message of a page or a webhook; a page may also be its messages alone."""
    if "messages" in value:
        chat = label(value.get("chat_id")) or label(value.get("id"))
        for number, message in enumerate(objects(value["messages"]), 1):
            yield _told(message, chat, file, clock, f"message {label(message.get('id')) or number}", line)
    elif "payload" in value:
        payload = table(value["payload"])
        if payload.get("type", "message") == "message":
            message = table(payload.get("value"))
            yield _told(message, label(message.get("chat_id")), file, clock, f"line {line}", line)
    else:
        yield _told(value, label(value.get("chat_id")), file, clock, f"line {line}", line)


def _told(
    message: dict[str, Any], chat: str | None, file: File, clock: Clock, place: str, line: int
) -> Loose | InputError:
    try:
        return _loose(message, chat, file, clock, place)
    except InputError as error:
        return InputError(error.message, line=line, field=error.field)


def _loose(message: dict[str, Any], chat: str | None, file: File, clock: Clock, place: str) -> Loose:
    author, owner, direction = label(message.get("author_id")), label(message.get("user_id")), message.get("direction")
    if author is None and direction is None:
        raise InputError("expected author_id or direction", field="author_id")
    content, kind = table(message.get("content")), text(message.get("type"))
    said = text(content.get("text")) or text(table(content.get("link")).get("text"))
    post = Post(said, place, id=label(message.get("id")), author_id=author)
    if direction in ("in", "out"):
        post.role = "employee" if direction == "out" else "client"
    elif owner:
        post.role = "employee" if author == owner else "client"
    post.sent_at, post.minute = clock.read(message.get("created") or message.get("published_at"))
    if kind in ("system", "deleted"):
        post.role, post.text = "system", "" if kind == "deleted" else said
        post.more["deleted" if kind == "deleted" else "system"] = True
    elif kind in ("call", "appCall") and text(table(content.get("call")).get("status")) == "missed":
        post.kind = "missed_call"
    elif not said:
        post.kind, post.more["media"] = "attachment", kind
    name = f"avito-{chat}" if chat else file.label
    return Loose((name,), post, Chat(name, "avito", "avito", place=f"chat {chat}" if chat else ""))


def recognises(head: Head) -> bool:
    """By the fields of its messages."""
    page = all(f'"{field}"' in head.text for field in ("author_id", "created", "direction", "content"))
    return page or all(f'"{field}"' in head.text for field in ("payload", "author_id", "chat_type"))


READERS = (Reader("avito", JSON, gathered(of_objects(posts)), recognises, together="avito"),)
