"""What a reader is: a name, file endings, and a function from a file to what it found there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError


@dataclass(frozen=True, slots=True)
class Item:
    """One conversation, or the reason why there is none, and where it stood.

    `position` counts the bytes of the file read so far: what the progress bar shows. `number` is its place among all
    that an audit reads.
    """

    found: Conversation | InputError
    path: Path
    line: int | None
    position: int
    number: int = 0


def _always(head: bytes) -> bool:
    return True


@dataclass(frozen=True)
class Reader:
    """An input format. Of several readers of one ending, the first that recognises the file's head reads it."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[Path], Iterator[Item]]
    recognises: Callable[[bytes], bool] = _always
