"""A file within a zip archive as a stream whose troubles are `OSError`s, as those of every other file are."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812


class _Member(RawIOBase):
    """The unpacked bytes; going back unpacks anew."""

    def __init__(self, stream: IO[bytes]):
        self._packed = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._packed.seekable()

    def readinto(self, buffer: Any) -> int:
        with _as_os_errors():
            read = self._packed.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        with _as_os_errors():
            return self._packed.seek(offset, whence)

    def tell(self) -> int:
        return self._packed.tell()

    def close(self) -> None:
        self._packed.close()
        super().close()


def open_member(archive: Path, name: str) -> BinaryIO:
    """The member's bytes; raises `OSError` for whatever is wrong with the archive."""
    with _as_os_errors(), ZipFile(archive) as opened:  # what was opened in it stays readable
        return cast(BinaryIO, BufferedReader(_Member(opened.open(name))))


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except (BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, ZlibError) as error:
        raise OSError(errno.EIO, f"cannot be unpacked: {error}") from None
