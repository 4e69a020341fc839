"""E-mail: `.eml`, `mbox` and Maildir, one letter in memory at a time; letters of one thread are one conversation.

The standard library reads letters; what a letter quotes is cut off, or the client's words would be the employee's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Head, Job, Reader
from promisecheck.readers.decoding import mended
from promisecheck.readers.gather import Loose, gathered
from promisecheck.readers.mail_letter import Letters

_MOST = 64 << 20  # bytes of one letter; what comes after is attachments


def posts(file: File, job: Job) -> Iterator[Loose | InputError]:
    """Every letter of the file."""
    letters = Letters(file, job)
    for raw, place, line in _raw(file):
        try:
            yield letters.loose(raw, place)
        except InputError as error:
            yield InputError(error.message, line=line, field=error.field or place)
        except Exception as error:  # of broken headers the standard library raises many kinds
            yield InputError(f"cannot be read as a letter: {type(error).__name__}", line=line, field=place)


def _raw(file: File) -> Iterator[tuple[bytes, str, int | None]]:
    """The bytes of each letter, its place and its line."""
    with file.open() as stream:
        if not stream.read(5).startswith(b"From "):
            stream.seek(0)
            yield stream.read(_MOST), mended(file.label), None
            return
        stream.seek(0)
        lines: list[bytes] = []
        size = number = start = 0
        blank = True
        for line, raw in enumerate(iter(lambda: stream.readline(1 << 20), b""), 1):
            if blank and raw.startswith(b"From "):
                if number:
                    yield b"".join(lines), f"letter {number}", start
                lines, size, number, start = [], 0, number + 1, line
            elif size < _MOST:
                lines.append(raw[1:] if raw.startswith(b">") and raw.lstrip(b">").startswith(b"From ") else raw)
                size += len(raw)
            blank = raw in (b"\n", b"\r\n")
        yield b"".join(lines), f"letter {number}", start


def in_maildir(path: Path) -> bool:
    """Whether the file lies where a Maildir keeps its letters."""
    return path.parent.name in ("cur", "new") and not path.name.startswith(".")


def _looks(head: Head) -> bool:
    """Whether the file begins with headers of a letter."""
    names = {line.partition(":")[0].strip().casefold() for line in head.text.split("\n")[:60] if ":" in line}
    return len({"from", "to", "date", "subject", "received", "message-id"} & names) > 1


_read = gathered(posts)
READERS = (
    Reader("eml", (".eml",), _read, together="mail"),
    Reader("mbox", (".mbox", ".mbx"), _read, together="mail"),
    Reader("maildir", (), _read, _looks, together="mail", claims=in_maildir),
)
