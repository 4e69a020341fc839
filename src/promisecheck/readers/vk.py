"""VK: events of the Callback API (`message_new`, `message_reply`, `message_edit`), pages of `messages.getHistory`.

Events come more than once, pages newest first. A negative author is a community: the company's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Head, Reader
from promisecheck.readers.gather import Loose, gathered, of_objects
from promisecheck.readers.posts import Chat, Post
from promisecheck.readers.recognition import JSON, label, objects, table, text
from promisecheck.readers.times import Clock

_MARK = re.compile(r'"type"\s*:\s*"message_(?:new|reply|edit)"')
_CHATS = 2_000_000_000  # peers from here on are chats of several people


def posts(value: dict[str, Any], line: int, file: File, clock: Clock) -> Iterator[Loose | InputError]:
    """Every message of an event or a page."""
    found = list(_messages(value))
    if not found and not _is_other(value):
        yield InputError("expected an event with a message, or a page of messages", line=line)
    for message, group, names in found:
        try:
            yield _loose(message, group, names, clock, line)
        except InputError as error:
            yield InputError(error.message, line=line, field=error.field)


def _messages(value: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str | None, dict[str, str]]]:
    """Messages with their community and the names of people, as far as they are told."""
    group, inner = label(value.get("group_id")), table(value.get("object"))
    if inner:
        yield table(inner.get("message")) or inner, group, {}
        return
    page = table(value.get("response")) or value
    names = {
        str(one.get("id")): " ".join(filter(None, (text(one.get("first_name")), text(one.get("last_name")))))
        for one in objects(page.get("profiles"))
    }
    names |= {f"-{one.get('id')}": text(one.get("name")) for one in objects(page.get("groups"))}
    if "items" in page:
        yield from ((message, group, names) for message in objects(page["items"]))
    elif "from_id" in page:
        yield page, group, names


def _is_other(value: dict[str, Any]) -> bool:
    """Events of other kinds and empty pages hold no message, and need none."""
    page = table(value.get("response")) or value
    return page.get("items") == [] or ("type" in value and not text(value["type"]).startswith("message_"))


def _loose(message: dict[str, Any], group: str | None, names: dict[str, str], clock: Clock, line: int) -> Loose:
    author, peer = label(message.get("from_id")), label(message.get("peer_id"))
    if author is None:
        raise InputError("expected the author of the message", field="from_id")
    peer = peer or author
    number = label(message.get("conversation_message_id")) or label(message.get("id"))
    place = f"message {number} of {peer}" if number else f"line {line}"
    post = Post(text(message.get("text")), place, id=number, author=names.get(author) or None, author_id=author)
    post.sent_at, post.minute = clock.read(message.get("date"))
    if message.get("action"):
        post.role, post.more["action"] = "system", text(table(message["action"]).get("type"))
    elif message.get("deleted"):
        post.text, post.role, post.more["deleted"] = "", "system", True
    elif message.get("out") == 1 or author == f"-{group}":
        post.role = "employee"
    elif author == peer:
        post.role = "client"
    else:
        post.hint = "employee" if author.startswith("-") else "client"
    if not post.text and post.role != "system":
        post.kind = "attachment"
    if message.get("update_time"):
        post.more["edited"] = True
    if admin := label(message.get("admin_author_id")):
        post.author_id = admin
        post.author = names.get(admin)
    chat = Chat(f"vk-{peer}", "vk", "vk", place=f"peer {peer}", hinted="side")
    if post.role == "client" and post.author and int(peer) < _CHATS:
        chat.client = {"name": post.author}
    return Loose((f"{group or ''} {peer}",), post, chat)


def recognises(head: Head) -> bool:
    """By the names of its events, or of a message's fields."""
    return bool(_MARK.search(head.text)) or ('"peer_id"' in head.text and '"from_id"' in head.text)


READERS = (Reader("vk", JSON, gathered(of_objects(posts)), recognises, together="vk"),)
