"""From a chat of an export to conversations: repetitions out, roles in, every text as it was and with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.decoding import mended
from promisecheck.readers.role_words import is_name
from promisecheck.readers.roles import Known, assign, most_frequent

if TYPE_CHECKING:
    from promisecheck.readers.base import Job
    from promisecheck.readers.posts import Chat, Post

MOST = 20_000  # messages of one conversation, and
MOST_LETTERS = 8_000_000  # letters: memory must not depend on the length of a chat

Found = Conversation | InputError


class Builder:
    """Makes conversations of the chats of one job."""

    def __init__(self, job: Job):
        self._job, self._known = job, Known(job.settings)

    def build(self, chat: Chat, path: Path | None = None) -> Iterator[Found]:
        """The conversations of a chat, and what is wrong with single messages."""
        path = path or self._job.file.path
        chat.posts = _in_order(self._once(chat.posts))
        for post in chat.posts:
            if (whole := mended(post.text)) != post.text:
                post.text = whole
                yield InputError("broken characters, each replaced by �", path=path, field=post.place)
        try:
            assign(chat, self._known, self._job)
        except InputError as error:
            yield error.at(path, error.line)
            return
        for number, posts in enumerate(self._parts(chat), 1):
            try:
                yield Conversation.read(_data(chat, posts, number, path))
            except InputError as error:
                yield InputError(error.message, path=path, field=f"{chat.place}: {error.field}".strip(": "))

    def _once(self, posts: list[Post]) -> list[Post]:
        """Of posts with one id the last, which holds the last edit, at the place of the first."""
        kept: dict[object, Post] = {}
        for n, post in enumerate(posts):
            key: object = post.id or n
            if key in kept and kept[key].text != post.text:
                post.more.setdefault("edited", True)
            kept[key] = post
        if len(kept) < len(posts):
            self._job.notice("duplicates", n=len(posts) - len(kept))
        return list(kept.values())

    def _parts(self, chat: Chat) -> Iterator[list[Post]]:
        """The posts, parted where silence falls after everything was answered."""
        hours = self._job.settings.exports.split_after_hours
        start = 0
        if hours is not None:
            pause = timedelta(hours=hours)
            for n, (before, after) in enumerate(pairwise(chat.posts), 1):
                if before.sent_at and after.sent_at and after.sent_at - before.sent_at > pause and _answered(chat, n):
                    yield chat.posts[start:n]
                    start = n
        yield chat.posts[start:]


def in_parts(posts: Iterable[Post], job: Job) -> Iterator[list[Post]]:
    """A long chat in pieces that fit in memory; the cut is told."""
    part: list[Post] = []
    letters = 0
    for post in posts:
        if len(part) >= MOST or letters > MOST_LETTERS:
            job.notice("cut", most=MOST)
            yield part
            part, letters = [], 0
        part.append(post)
        letters += len(post.text)
    if part:
        yield part


def _answered(chat: Chat, end: int) -> bool:
    last = next((post.role for post in reversed(chat.posts[:end]) if post.role in ("client", "employee")), "employee")
    return last == "employee"


def _in_order(posts: list[Post]) -> list[Post]:
    """By time where every post has one; of one time, as they came, or backwards where the newest came first."""
    times = [post.sent_at for post in posts if post.sent_at]
    if len(times) < len(posts) or not times:
        return posts
    if times[0] > times[-1]:
        posts = posts[::-1]
    return sorted(posts, key=_moment)


def _moment(post: Post) -> float:
    return post.sent_at.timestamp() if post.sent_at else 0.0


def _data(chat: Chat, posts: list[Post], number: int, path: Path) -> dict[str, Any]:
    employee, client = most_frequent(posts, "employee"), most_frequent(posts, "client")
    named = chat.client or ({"name": client.author} if client and client.author and is_name(client.author) else {})
    source = {"file": _printable(path), "format": chat.format, "place": chat.place, "guessed": chat.guessed}
    return {
        **chat.more,
        "id": mended(chat.id) if number == 1 else f"{mended(chat.id)}#{number}",
        "channel": chat.channel,
        "direction": chat.direction,
        "employee": _text(chat.employee or (_name(employee) if employee else None)),
        "client": {key: mended(value) for key, value in named.items()} or None,
        "source": {key: value for key, value in source.items() if value},
        "messages": [_message(post) for post in posts],
    }


def _message(post: Post) -> dict[str, Any]:
    more = {**post.more, "place": post.place, "author": post.author, "author_id": post.author_id}
    return {
        **{key: mended(value) if isinstance(value, str) else value for key, value in more.items() if value is not None},
        "id": _text(post.id) or "",
        "role": post.role,
        "sent_at": post.sent_at,
        "time_precision": "minute" if post.minute else "second",
        "kind": post.kind,
        "text": post.text,
    }


def _text(value: str | None) -> str | None:
    return mended(value) if value else None


def _name(post: Post) -> str | None:
    """The author's name, or his id; «Оператор» and SPEAKER_00 may be anybody."""
    return post.author if is_name(post.author) else post.author_id


def _printable(path: Path) -> str:
    """A name of a file may hold bytes that are no text."""
    return mended(str(path))
