"""Bitrix24 chats: answers of `imopenlines.session.history.get` and `im.dialog.messages.get`, and events of messages.

Source: bitrix24/b24restdocs. Ids are numbers or strings of them, objects without keys come as `[]`; author 0 is the
system. In open lines a user with `connector` is the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Head, Reader
from promisecheck.readers.bitrix_message import Said, role_of, said
from promisecheck.readers.channels import channel_named
from promisecheck.readers.gather import Loose, gathered, of_objects
from promisecheck.readers.posts import Chat
from promisecheck.readers.recognition import JSON, label, objects, table, text
from promisecheck.readers.times import Clock

_MARK = re.compile(
    r'"(?:senderid|textlegacy|disappearing_date|viewedByOthers|ONOPENLINEMESSAGEADD|ONIM\w*MESSAGEADD)"', re.IGNORECASE
)


def posts(value: dict[str, Any], line: int, file: File, clock: Clock) -> Iterator[Loose | InputError]:
    """Every message of an answer or an event."""
    found = list(_messages(value))
    if not found:
        yield InputError("expected messages of Bitrix24", line=line)
    for one in found:
        try:
            yield _loose(one, clock)
        except InputError as error:
            yield InputError(error.message, line=line, field=f"message {one.id}: {error.field or 'date'}")


def _messages(value: dict[str, Any]) -> Iterator[Said]:
    """The messages of one answer or event, whatever its form."""
    result = table(value.get("result")) or value
    data = table(value.get("data")) or table(result.get("data"))
    if "message" in result and "user" in result:
        yield _of_event(result)
    elif "events" in result:
        yield from (_of_event(table(event.get("data"))) for event in objects(result["events"]) if _has_message(event))
    elif "DATA" in data:
        yield from (_of_open_line(one) for one in objects(data["DATA"]))
    elif "MESSAGES" in data:
        yield from (_of_connector(one, data, value) for one in objects(data["MESSAGES"]))
    elif "message" in result:
        yield from _of_history(result)
    elif "messages" in result:
        yield from _of_dialog(result)


def _has_message(event: dict[str, Any]) -> bool:
    return bool(table(table(event.get("data")).get("message")))


def _of_history(result: dict[str, Any]) -> Iterator[Said]:
    users, chat = _by_id(result.get("users")), label(result.get("chatId"))
    entity = text(table(_by_id(result.get("chat")).get(chat or "")).get("entityId"))
    for message in _by_id(result.get("message")).values():
        user = users.get(label(message.get("senderid")) or "", {})
        author = label(message.get("senderid")) or "0"
        yield said(message, author, user, label(message.get("chatid")) or chat, entity.partition("|")[0])


def _of_dialog(result: dict[str, Any]) -> Iterator[Said]:
    users, chat = _by_id(result.get("users")), label(result.get("chat_id"))
    for message in objects(result.get("messages")):
        author = label(message.get("author_id")) or "0"
        yield said(message, author, users.get(author, {}), label(message.get("chat_id")) or chat, "")


def _of_event(data: dict[str, Any]) -> Said:
    message, chat = table(data.get("message")), table(data.get("chat"))
    author = "0" if message.get("isSystem") is True else label(message.get("authorId")) or "0"
    entity = text(chat.get("entityId")).partition("|")[0]
    return said(message, author, table(data.get("user")), label(message.get("chatId")) or label(chat.get("id")), entity)


def _of_open_line(one: dict[str, Any]) -> Said:
    connector, message = table(one.get("connector")), table(one.get("message"))
    author = "0" if message.get("system") == "Y" else label(message.get("user_id")) or "0"
    user = {"connector": author == label(connector.get("user_id"))}
    chat = label(table(one.get("chat")).get("id")) or label(connector.get("chat_id"))
    return said(message, author, user, chat, text(connector.get("connector_id")))


def _of_connector(one: dict[str, Any], data: dict[str, Any], event: dict[str, Any]) -> Said:
    """What an operator writes to a client, on its way out; the time is that of the event."""
    ids, message = table(one.get("im")), table(one.get("message"))
    message = {"id": ids.get("message_id"), "date": event.get("ts"), **message}
    author, chat = label(message.get("user_id")) or "?", label(ids.get("chat_id"))
    return said(message, author, {}, chat, text(data.get("CONNECTOR")))


def _by_id(value: object) -> dict[str, dict[str, Any]]:
    """Objects by id, from an object of them or a list; an empty list stands for an empty object."""
    if isinstance(value, dict):
        return {str(key): table(one) for key, one in value.items() if table(one)}
    return {label(one.get("id")) or str(n): one for n, one in enumerate(objects(value))}


def _loose(one: Said, clock: Clock) -> Loose:
    post = one.post
    post.role = role_of(one)
    post.sent_at, post.minute = clock.read(one.date)
    channel = channel_named(one.connector) or "other"
    chat = Chat(f"bitrix24-{one.chat}", channel, "bitrix24", place=f"chat {one.chat}", hinted="side")
    return Loose((f"{one.chat}",), post, chat)


def recognises(head: Head) -> bool:
    """By the names of its fields and events."""
    return bool(_MARK.search(head.text))


READERS = (Reader("bitrix24", JSON, gathered(of_objects(posts)), recognises, together="bitrix24"),)
