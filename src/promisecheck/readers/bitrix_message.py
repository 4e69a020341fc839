"""One message of Bitrix24: its text without BBCode and quotations, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisecheck.readers.posts import Post
from promisecheck.readers.recognition import label, table, text

if TYPE_CHECKING:
    from promisecheck.conversation import Role

# What operators write goes out with their name before it.
_SIGNED = re.compile(r"\[b\](?P<name>[^\[\]\n]{1,80}):\[/b\]\s*(?:\[br\]|\n)\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\[br\]", re.IGNORECASE)
_QUOTED = re.compile(
    r"^-{20,}\n(?P<quote>.*?)\n-{20,}(?:\n|$)|\[quote\](?P<block>.*?)\[/quote\]",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(
    r"\[/?(?:b|i|u|s|url|user|chat|call|send|put|code|img|icon|color|size|context|attach|disk|rating|timestamp)"
    r"(?:\s*=[^\[\]\n]*|\s[^\[\]\n]*)?\]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Said:
    """A message of any of the forms that Bitrix24 gives it."""

    post: Post
    user: dict[str, Any]
    chat: str | None
    connector: str
    date: object

    @property
    def id(self) -> str:
        """For people."""
        return self.post.id or "?"


def said(message: dict[str, Any], author: str, user: dict[str, Any], chat: str | None, connector: str) -> Said:
    """The message with its post, whose role and time are still to be told."""
    written = text(message.get("text"))
    post = Post("", f"message {label(message.get('id')) or '?'}", id=label(message.get("id")), author_id=author)
    post.author = text(user.get("name")) or None
    if signed := _SIGNED.match(written):
        written, post.author = written[signed.end() :], signed["name"]
    if quoted := _QUOTED.search(written):
        post.more["quoted"] = quoted["quote"] or quoted["block"]
        written = _QUOTED.sub("", written)
    post.text = _CODE.sub("", _LINE_END.sub("\n", written)).strip()
    params = table(message.get("params"))
    flags = {key.casefold().replace("_", ""): value for key, value in params.items()}
    if flags.get("isdeleted") == "Y":
        post.text, post.more["deleted"] = "", True
    elif flags.get("isedited") == "Y":
        post.more["edited"] = True
    if not post.text and not post.more:
        post.kind = "attachment"
    if message.get("forward"):
        post.more["forwarded"] = True
    return Said(post, user, chat, connector, message.get("date"))


def role_of(one: Said) -> Role:
    """By the user: 0 is the system, `connector` and guests from outside are clients, all others the company's."""
    if one.post.author_id == "0" or one.post.more.get("deleted"):
        return "system"
    if one.user.get("bot") is True or one.user.get("type") == "bot":
        return "bot"
    outside = one.user.get("connector") is True or one.user.get("extranet") is True
    return "client" if outside else "employee"
