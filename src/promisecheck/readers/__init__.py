"""From files to conversations. A reader is a module with `READERS`, and its name in `_MODULES`; nothing else.

>>> from promisecheck.readers import by_name
>>> by_name("jsonl").endings
('.jsonl', '.ndjson')
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.base import File, Head, Item, Job, Reader

if TYPE_CHECKING:
    from promisecheck.readers.notices import Notices
    from promisecheck.settings import Settings

__all__ = ["Item", "Reader", "by_name", "detect", "detect_file", "endings", "items", "read", "readers", "run"]

# In the order of asking: a reader that takes any file of its ending comes after those that look inside.
_MODULES = (
    "telegram",
    "vk",
    "avito",
    "bitrix",
    "bitrix_calls",
    "whatsapp",
    "mail",
    "subtitles",
    "deepgram",
    "salute",
    "speechkit",
    "vosk",
    "whisper",
    "tables",
    "parquet",
    "jsonl",
)
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
    """The reader of this file, by its name and its beginning."""
    return detect_file(File(Path(path)))


def detect_file(file: File) -> Reader:
    """The same of a file that may lie in an archive; raises `InputError` that tells what was expected."""
    able = [reader for reader in readers() if reader.wants(file.path)]
    if not able:
        raise InputError(f"unknown file ending; expected one of {', '.join(endings())}, or --format", path=file.path)
    try:
        head = _head(file)
    except OSError:  # whoever reads the file will tell
        return able[-1]
    for reader in able:
        if reader.recognises(head):
            return reader
    raise InputError(f"looks like none of {', '.join(r.name for r in able)}; --format names one", path=file.path)


def run(job: Job, reader: Reader) -> Iterator[Item]:
    """What the reader finds, with places; a file that cannot be read is one error."""
    path, position = job.file.path, 0
    try:
        for item in reader.read(job):
            position = item.position
            yield item
    except OSError as error:
        yield Item(InputError(error.strerror or type(error).__name__, path=path), path, None, position)
    except InputError as error:
        yield Item(error.at(path, error.line), path, error.line, position)


def items(path: Path | str, reader: Reader, settings: Settings | None = None) -> Iterator[Item]:
    """What one file holds, read by this reader."""
    return run(_job(Path(path), settings), reader)


def read(
    path: Path | str,
    format: str | None = None,
    settings: Settings | None = None,
    notices: Notices | None = None,
) -> Iterator[Conversation | InputError]:
    """The conversations of one file as a stream; one that cannot be used comes out as an `InputError`.

    What was guessed about them is added to `notices`.
    """
    reader = by_name(format) if format else detect(path)
    return (item.found for item in run(_job(Path(path), settings, notices), reader))


def _job(path: Path, settings: Settings | None, notices: Notices | None = None) -> Job:
    from promisecheck.readers.notices import Notices as New
    from promisecheck.settings import Settings as Defaults

    file = File(path, path.stat().st_size if path.is_file() else 0)
    return Job((file,), settings or Defaults(), New() if notices is None else notices)


def _head(file: File) -> Head:
    with file.open() as stream:
        return Head(stream.read(_HEAD))
