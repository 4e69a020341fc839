"""From the paths of a command line to the files to read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from promisecheck.errors import InputError
from promisecheck.readers import by_name, detect, endings, items
from promisecheck.readers.base import Item, Reader


@dataclass(frozen=True)
class Source:
    """A file and who reads it."""

    path: Path
    reader: Reader
    size: int


@dataclass
class Sources:
    """What was found: files in order, what was passed over in folders, and what cannot be read at all."""

    files: list[Source] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(source.size for source in self.files)


def find(paths: Sequence[Path], format: str | None = None, leave_out: Collection[Path] = ()) -> Sources:
    """The files behind `paths`: each once, folders recursively and sorted, without those in `leave_out`."""
    chosen = by_name(format) if format else None
    found, seen = Sources(), {os.path.realpath(path) for path in leave_out}
    for path in paths:
        before = len(found.files)
        for file in _files(path, found.errors):
            if (place := os.path.realpath(file)) not in seen:
                seen.add(place)
                _add(found, file, chosen, inside=path.is_dir())
        if path.is_dir() and len(found.files) == before:
            known = chosen.endings if chosen else endings()
            found.errors.append(InputError(f"no new file ends in {', '.join(known)}", path=path))
    return found


def _files(path: Path, errors: list[InputError]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    # Without `onerror`, a folder that may not be entered would be passed over in silence.
    for folder, below, names in os.walk(path, onerror=lambda error: errors.append(_refused(error, error.filename))):
        below.sort()
        yield from (Path(folder, name) for name in sorted(names))


def _add(found: Sources, file: Path, chosen: Reader | None, *, inside: bool) -> None:
    """An unknown ending is an error where a person named the file, and passed over within a folder."""
    known = chosen.endings if chosen else endings()
    if inside and not file.name.lower().endswith(known):
        found.skipped.append(file)
        return
    try:
        size = file.stat().st_size
        found.files.append(Source(file, chosen or detect(file), size))
    except InputError as error:
        found.errors.append(error)
    except OSError as error:
        found.errors.append(_refused(error, file))


def _refused(error: OSError, path: Path) -> InputError:
    return InputError(error.strerror or type(error).__name__, path=path)


def stream(sources: Sources) -> Iterator[Item]:
    """Everything the files hold, in order; `position` counts the bytes of all files so far."""
    before, number = 0, count()
    for source in sources.files:
        for item in items(source.path, source.reader):
            yield Item(item.found, item.path, item.line, before + item.position, next(number))
        before += source.size
