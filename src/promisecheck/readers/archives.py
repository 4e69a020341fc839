"""What lies in a zip archive. Members are read where they lie; nothing is unpacked into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from promisecheck.errors import InputError
from promisecheck.readers.base import File

_BOMB = 500  # times its packed size, and more than
_LARGE = 1 << 30  # bytes


def is_archive(path: Path) -> bool:
    """Whether this is a zip by its name."""
    return path.suffix.lower() == ".zip"


def members(file: File) -> Iterator[File | InputError]:
    """The files of an archive in the order of their names; raises `InputError` for one that cannot be opened."""
    try:
        with ZipFile(file.path) as archive:
            infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=_name)
    except (BadZipFile, NotImplementedError) as error:
        raise InputError(f"not a zip archive: {error}", path=file.path) from None
    except OSError as error:
        raise InputError(error.strerror or type(error).__name__, path=file.path) from None
    for info in infos:
        name = _name(info)
        shown = file.path / name.lstrip("/")
        if name.startswith("__MACOSX/"):
            continue
        if info.flag_bits & 1:
            yield InputError("locked with a password; unpack it first", path=shown)
        elif is_archive(shown):
            yield InputError("an archive within an archive; unpack the outer one first", path=shown)
        elif info.file_size > _LARGE and info.file_size > _BOMB * max(1, info.compress_size):
            yield InputError("unpacks to suspiciously much; unpack it first", path=shown)
        else:
            yield File(shown, info.file_size, f"{file.label}/{name}", file.path, info.filename)


def _name(info: ZipInfo) -> str:
    """The member's name; programs of Windows write Russian ones in cp866, which Python takes for cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return info.filename
