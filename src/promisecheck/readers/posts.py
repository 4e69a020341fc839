"""What the readers of exports have in common: single messages, and chats made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from promisecheck.conversation import Channel, Role


@dataclass(slots=True)
class Post:
    """One message as an export tells it.

    `place` is where it stood, in words that lead a person there. `role` is what the export itself says, `hint` what
    the reader guesses where the settings say nothing. `minute`: the time lacks its seconds. `more` goes along.
    """

    text: str
    place: str
    id: str | None = None
    author: str | None = None
    author_id: str | None = None
    role: Role | None = None
    hint: Role | None = None
    sent_at: datetime | None = None
    minute: bool = False
    kind: Literal["text", "missed_call", "attachment"] = "text"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """The author as people are told of him."""
        if self.author and self.author_id and self.author != self.author_id:
            return f"{self.author} ({self.author_id})"
        return self.author or self.author_id or ""

    @property
    def key(self) -> str:
        """What tells authors apart."""
        return self.author_id or self.author or ""


@dataclass(slots=True)
class Chat:
    """The messages of one conversation; `hinted` names the notice of the posts' hints, `guessed` those of its roles."""

    id: str
    channel: Channel
    format: str
    place: str = ""
    posts: list[Post] = field(default_factory=list)
    direction: Literal["inbound", "outbound"] | None = None
    employee: str | None = None
    client: dict[str, str] = field(default_factory=dict)
    hinted: str = "side"
    spoken: bool = False
    guessed: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def hint_partner(posts: list[Post], is_partner: Callable[[Post], object]) -> None:
    """In a chat of two, who it is named after is the client and the other the employee, unless settings differ."""
    partners = {post.key for post in posts if post.key and is_partner(post)}
    if partners or len({post.key for post in posts if post.key}) == 1:
        for post in posts:
            post.hint = ("client" if post.key in partners else "employee") if post.key else None
