"""Our own format (contract §1): JSON Lines of conversations, and a `.json` file that holds one."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.base import Item, Job, Reader
from promisecheck.strict_json import is_utf16, parse

MAX_BYTES = 64 * 1024 * 1024  # of one conversation: memory must not depend on the file


def read_lines(job: Job) -> Iterator[Item]:
    """The conversations of a JSON Lines file, one line in memory at a time; blank lines count but say nothing."""
    path, position = job.file.path, 0
    with job.file.open() as stream:
        for line in count(1):
            raw = stream.readline(MAX_BYTES)
            position += len(raw)
            if not raw:
                return
            if len(raw) == MAX_BYTES and not raw.endswith(b"\n"):
                position += _skip_line(stream)
                yield Item(_too_long(path, line), path, line, position)
            elif raw.removeprefix(BOM_UTF8).strip():
                yield Item(_conversation(raw, path, line), path, line, position)
            if line == 1 and is_utf16(raw):
                return  # one error says it all; every other line would repeat it


def read_object(job: Job) -> Iterator[Item]:
    """The one conversation of a `.json` file."""
    path = job.file.path
    with job.file.open() as stream:
        raw = stream.read(MAX_BYTES + 1)
    found = _too_long(path, 1) if len(raw) > MAX_BYTES else _conversation(raw, path)
    yield Item(found, path, 1, len(raw))


def _conversation(raw: bytes, path: Path, line: int | None = None) -> Conversation | InputError:
    """What the bytes hold; without `line` the error's own line, or the first, is named."""
    try:
        return Conversation.read(parse(raw))
    except InputError as error:
        if line is None and "Extra data" in error.message:
            error = InputError(f"{error.message}; a .json file holds one object, .jsonl one a line", line=error.line)
        return error.at(path, line or error.line or 1)


def _skip_line(stream: BinaryIO) -> int:
    skipped = 0
    while part := stream.readline(1 << 20):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _too_long(path: Path, line: int) -> InputError:
    return InputError(f"expected at most {MAX_BYTES >> 20} MB for one conversation", path=path, line=line)


READERS = (Reader("jsonl", (".jsonl", ".ndjson"), read_lines), Reader("json", (".json",), read_object))
