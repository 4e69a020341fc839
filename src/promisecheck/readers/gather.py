"""For formats whose messages come one by one in any order: gathered by chat, then made into conversations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Item, Job
from promisecheck.readers.build import Builder, in_parts
from promisecheck.readers.decoding import open_text
from promisecheck.readers.json_text import values
from promisecheck.readers.posts import Chat, Post
from promisecheck.readers.spool import Spool
from promisecheck.readers.times import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(slots=True)
class Loose:
    """A post, the keys of its chat, and the chat as this post knows it."""

    keys: Sequence[str]
    post: Post
    chat: Chat


_OF_POST = [field.name for field in fields(Post) if field.name != "sent_at"]
_OF_CHAT = [field.name for field in fields(Chat) if field.name != "posts"]
Source = Callable[[File, Job], "Iterator[Loose | InputError]"]
Each = Callable[[dict[str, Any], int, File, Clock], "Iterator[Loose | InputError]"]


def gathered(source: Source) -> Callable[[Job], Iterator[Item]]:
    """A reader's function over all files of the job from one that tells the loose posts of a file."""

    def read(job: Job) -> Iterator[Item]:
        size = sum(file.size for file in job.files)
        builder = Builder(job)
        with Spool() as spool:
            before = 0
            for number, file in enumerate(job.files):
                for found in guarded(source(file, job), file):
                    if isinstance(found, InputError):
                        yield Item(found, file.path, found.line, before)
                    else:
                        spool.add(found.keys, (number, *_packed(found)))
                before += file.size
            for chat in spool.chats():
                for whole, path in _parts(chat, job):
                    yield from (Item(made, path, None, size) for made in builder.build(whole, path))

    return read


def of_objects(each: Each) -> Source:
    """A source over the JSON objects of a file from what one of them holds; what is none is an error with its line."""

    def posts(file: File, job: Job) -> Iterator[Loose | InputError]:
        clock = Clock(job, file)
        with open_text(file, job) as stream:
            for line, value in values(stream):
                if isinstance(value, InputError):
                    yield value
                elif isinstance(value, dict):
                    yield from each(value, line, file, clock)
                else:
                    yield InputError(f"expected an object, got {type(value).__name__}", line=line)

    return posts


def guarded(found: Iterable[Loose | InputError], file: File) -> Iterator[Loose | InputError]:
    """The same with the file in every error; what ends the reading of a file is an error too."""
    try:
        for one in found:
            yield _placed(one, file) if isinstance(one, InputError) else one
    except InputError as error:
        yield _placed(error, file)
    except OSError as error:
        yield InputError(error.strerror or type(error).__name__, path=file.path)


def _placed(error: InputError, file: File) -> InputError:
    return error if error.path else error.at(file.path, error.line)


def _packed(loose: Loose) -> tuple[Any, ...]:
    """The post and its chat as plain values: what is laid on the disk must be made and read quickly."""
    post, chat = loose.post, loose.chat
    sent_at = post.sent_at and post.sent_at.isoformat()
    return (*(getattr(post, name) for name in _OF_POST), sent_at), tuple(getattr(chat, name) for name in _OF_CHAT)


def _unpacked(post: tuple[Any, ...], chat: tuple[Any, ...]) -> Loose:
    *known, sent_at = post
    whole = Post(**dict(zip(_OF_POST, known, strict=True)), sent_at=sent_at and datetime.fromisoformat(sent_at))
    return Loose((), whole, Chat(**dict(zip(_OF_CHAT, chat, strict=True))))


def _parts(rows: Iterator[Any], job: Job) -> Iterator[tuple[Chat, Path]]:
    """The chat with its posts; one too long for the memory in parts."""
    number, *packed = next(rows)
    path, first = job.files[number].path, _unpacked(*packed)
    latest = first

    def posts() -> Iterator[Post]:
        nonlocal latest
        yield first.post
        for _, *packed in rows:
            latest = _unpacked(*packed)
            yield latest.post

    known = first.chat
    for number, part in enumerate(in_parts(posts(), job)):
        whole = Chat(
            id=known.id if not number else f"{known.id}/{number + 1}",
            channel=known.channel,
            format=known.format,
            place=known.place,
            posts=part,
            direction=known.direction or latest.chat.direction,
            employee=latest.chat.employee or known.employee,
            client={**latest.chat.client, **known.client},
            hinted=known.hinted,
            spoken=known.spoken,
            more=known.more,
        )
        yield whole, path
