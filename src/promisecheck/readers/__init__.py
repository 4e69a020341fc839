"""From a file to conversations. A reader is a module with `READERS`, and its name in `_MODULES`; nothing else.

>>> from promisecheck.readers import detect
>>> detect("export.jsonl").name
'jsonl'
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.base import Item, Reader

__all__ = ["Item", "Reader", "by_name", "detect", "endings", "items", "read", "readers"]

# In the order of asking: a reader that takes any file of its ending comes after those that look inside.
_MODULES = ("jsonl",)
_HEAD = 64 * 1024


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked."""
    return tuple(reader for name in _MODULES for reader in import_module(f"{__name__}.{name}").READERS)


def endings() -> tuple[str, ...]:
    """Every file ending some reader knows."""
    return tuple(sorted({ending for reader in readers() for ending in reader.endings}))


def by_name(name: str) -> Reader:
    """The reader called `name`; raises `InputError` that lists the known ones."""
    for reader in readers():
        if reader.name == name:
            return reader
    raise InputError(f"unknown format {name!r}; known: {', '.join(reader.name for reader in readers())}")


def detect(path: Path | str) -> Reader:
    """The reader of this file, by its ending and, where several share one, by its head."""
    path = Path(path)
    able = [reader for reader in readers() if path.name.lower().endswith(reader.endings)]
    if not able:
        raise InputError(f"unknown file ending; expected one of {', '.join(endings())}, or --format", path=path)
    if len(able) == 1:
        return able[0]
    head = _head(path)
    for reader in able:
        if reader.recognises(head):
            return reader
    raise InputError(f"expected one of {', '.join(r.name for r in able)}, and the file looks like none", path=path)


def items(path: Path | str, reader: Reader) -> Iterator[Item]:
    """What the reader finds in the file, with places; a file that cannot be read is one error."""
    path = Path(path)
    try:
        yield from reader.read(path)
    except OSError as error:
        yield Item(InputError(error.strerror or type(error).__name__, path=path), path, None, 0)


def read(path: Path | str, format: str | None = None) -> Iterator[Conversation | InputError]:
    """The conversations of one file as a stream; one that cannot be used comes out as an `InputError`."""
    reader = by_name(format) if format else detect(path)
    return (item.found for item in items(path, reader))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise InputError(error.strerror or type(error).__name__, path=path) from None
