"""What a reader is: a name, file endings, and a function from files to what it found there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.decoding import decoded

if TYPE_CHECKING:
    from promisecheck.readers.notices import Notices
    from promisecheck.settings import Settings


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


@dataclass(frozen=True)
class File:
    """A file on the disk or, with `member`, in an archive. `name` is its path below the folder that was named."""

    path: Path
    size: int = 0
    name: str = ""
    archive: Path | None = None
    member: str = ""

    def open(self) -> BinaryIO:
        """Its bytes; raises `OSError`."""
        if self.archive is None:
            return self.path.open("rb")
        from promisecheck.readers.member import open_member

        return open_member(self.archive, self.member)

    @property
    def label(self) -> str:
        """What conversations of this file are called."""
        return self.name or self.path.name


class Head:
    """The beginning of a file, from which its format is told."""

    def __init__(self, raw: bytes):
        self.raw = raw

    @cached_property
    def text(self) -> str:
        """The same as text, whatever its encoding."""
        return decoded(self.raw)


@dataclass(frozen=True)
class Job:
    """What to read, and what is needed for it: files of one reader, settings, a place for notices of guesses."""

    files: tuple[File, ...]
    settings: Settings
    notices: Notices

    @property
    def file(self) -> File:
        """The file, of readers that take one at a time."""
        return self.files[0]

    def notice(self, key: str, file: File | None = None, *, n: int = 1, **values: object) -> None:
        """Tell a guess or a loss; `n` counts what is not counted in conversations."""
        self.notices.add(key, str((file or self.file).path), n=n, **values)


def _always(head: Head) -> bool:
    return True


@dataclass(frozen=True)
class Reader:
    """An input format. Of several readers of one ending, the first that recognises the file's head reads it.

    Readers with a word in `together` see all such files below one named path at once: their conversations may be
    spread over several. `claims` takes files by more than their ending.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Job], Iterator[Item]]
    recognises: Callable[[Head], bool] = _always
    together: str = ""
    claims: Callable[[Path], bool] | None = None

    def wants(self, path: Path) -> bool:
        """Whether the name of the file is one of its format's."""
        return path.name.lower().endswith(self.endings) or (self.claims is not None and self.claims(path))
