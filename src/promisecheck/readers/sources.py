"""From the paths of a command line to the files to read: folders and archives are walked."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.readers import by_name, detect_file, endings, run
from promisecheck.readers.archives import is_archive, members
from promisecheck.readers.base import File, Item, Job, Reader
from promisecheck.readers.notices import Notices
from promisecheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Source:
    """A file, or files that are read together, and who reads them."""

    path: Path
    reader: Reader
    size: int
    files: tuple[File, ...] = ()

    @property
    def lasting(self) -> bool:
        """Whether it can be read twice: a pipe cannot."""
        return all((file.archive or file.path).is_file() for file in self.files)


@dataclass
class Sources:
    """What was found: files in order, what was passed over in folders, and what cannot be read at all.

    `notices` holds what the readers guessed in the last reading.
    """

    files: list[Source] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    notices: Notices = field(default_factory=Notices)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(source.size for source in self.files)


def find(
    paths: Sequence[Path],
    format: str | None = None,
    leave_out: Collection[Path] = (),
    settings: Settings | None = None,
) -> Sources:
    """The files behind `paths`: each once, folders recursively and sorted, without those in `leave_out`."""
    chosen = by_name(format) if format else None
    found, seen = Sources(settings=settings or Settings()), {os.path.realpath(path) for path in leave_out}
    for path in paths:
        before = len(found.files)
        for file in _files(path, found.errors):
            if (place := os.path.realpath(file.path)) not in seen:
                seen.add(place)
                _open(found, file, chosen, inside=path.is_dir())
        found.files[before:] = _together(found.files[before:], path)
        if path.is_dir() and len(found.files) == before:
            known = chosen.endings if chosen else endings()
            found.errors.append(InputError(f"no new file ends in {', '.join(known)}", path=path))
    return found


def _files(path: Path, errors: list[InputError]) -> Iterator[File]:
    if not path.is_dir():
        yield File(path)
        return
    # Without `onerror`, a folder that may not be entered would be passed over in silence.
    for folder, below, names in os.walk(path, onerror=lambda error: errors.append(_refused(error, error.filename))):
        below.sort()
        for name in sorted(names):
            file = Path(folder, name)
            yield File(file, name=file.relative_to(path).as_posix())


def _open(found: Sources, file: File, chosen: Reader | None, *, inside: bool) -> None:
    """The file itself, or what lies in it if it is an archive."""
    if not is_archive(file.path) or (chosen and chosen.wants(file.path)):
        _add(found, file, chosen, inside=inside)
        return
    before = len(found.files)
    try:
        for member in members(file):
            if isinstance(member, InputError):
                found.errors.append(member)
            else:
                _add(found, member, chosen, inside=True)
    except InputError as error:
        found.errors.append(error)
        return
    if len(found.files) == before and not inside:
        found.errors.append(InputError("the archive holds no file that can be read", path=file.path))


def _add(found: Sources, file: File, chosen: Reader | None, *, inside: bool) -> None:
    """What no reader knows is an error where a person named the file, and passed over within a folder."""
    known = chosen.wants(file.path) if chosen else file.path.name.lower().endswith(endings())
    if inside and not known and not _claimed(file.path):
        found.skipped.append(file.path)
        return
    try:
        if file.archive is None:
            file = replace(file, size=file.path.stat().st_size)
        reader = chosen or detect_file(file)
        found.files.append(Source(file.path, reader, file.size, (file,)))
    except InputError as error:
        if inside and file.path.suffix.lower() == ".txt":
            found.skipped.append(file.path)
        else:
            found.errors.append(error)
    except OSError as error:
        found.errors.append(_refused(error, file.path))


def _claimed(path: Path) -> bool:
    from promisecheck.readers import readers

    return any(reader.claims is not None and reader.claims(path) for reader in readers())


def _together(sources: Iterable[Source], path: Path) -> list[Source]:
    """The sources, those of formats whose conversations may lie in several files as one, where the first stood."""
    found: dict[object, Source] = {}
    for n, source in enumerate(sources):
        key: object = source.reader.together or n
        first = found.get(key)
        if first:
            files = first.files + source.files
            found[key] = Source(path, first.reader, first.size + source.size, files)
        else:
            found[key] = source
    return list(found.values())


def _refused(error: OSError, path: Path) -> InputError:
    return InputError(error.strerror or type(error).__name__, path=path)


def stream(sources: Sources) -> Iterator[Item]:
    """Everything the files hold, in order; `position` counts the bytes of all files so far."""
    before, number = 0, count()
    sources.notices.clear()
    for source in sources.files:
        for item in run(Job(source.files, sources.settings, sources.notices), source.reader):
            yield Item(item.found, item.path, item.line, before + item.position, next(number))
        before += source.size
