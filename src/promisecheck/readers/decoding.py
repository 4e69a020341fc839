"""Bytes to text: UTF-8 and UTF-16 with or without a mark, and the single-byte encodings of Russian."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, TextIO

from promisecheck.errors import InputError

if TYPE_CHECKING:
    from promisecheck.readers.base import File, Job

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SINGLE = ("cp1251", "koi8-r", "cp866")
_FREQUENT = frozenset("оеаинтсрвл")  # seven of ten letters of a Russian text
_SAMPLE = 64 * 1024
_HALVES = re.compile("[\ud800-\udfff]")


def encoding_of(raw: bytes) -> str:
    """The encoding of a text by its beginning; `ascii` where nothing speaks for another yet."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    if b"\0" in raw[:4096]:
        return "utf-16-le" if raw[1:4096:2].count(0) >= raw[0:4096:2].count(0) else "utf-16-be"
    if raw.isascii():
        return "ascii"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw)  # a character cut at the end is no error
        return "utf-8"
    except UnicodeDecodeError:
        if _is_utf8(raw):  # a few bad bytes leave it UTF-8
            return "utf-8"
    return max(_SINGLE, key=lambda name: _likeness(raw, name))


def decoded(raw: bytes) -> str:
    """A text of unknown encoding, whole or cut."""
    return raw.decode(_codec(encoding_of(raw)), "replace").removeprefix("\ufeff")


def open_text(file: File, job: Job) -> TextIOWrapper:
    """The file as text, line ends as they are; bytes that are none of its encoding become halves of surrogates.

    What was guessed is told. Raises `InputError` for an encoding of the settings that nobody knows.
    """
    told = job.settings.exports.encoding
    name = told or _encoding(file)
    if not told and name in _SINGLE:
        job.notice("encoding", file, encoding=name)
    try:
        codec = _codec(codecs.lookup(name).name)
    except LookupError:
        raise InputError(f"unknown encoding {name!r}", field="exports.encoding") from None
    errors = "replace" if codec.startswith("utf-16") else "surrogateescape"
    stream = TextIOWrapper(file.open(), encoding=codec, errors=errors, newline="\n")
    if codec == "utf-8":
        _skip_mark(stream)
    return stream


def position(stream: TextIO) -> int:
    """How many bytes of its file were read for this text so far; a little ahead of what was taken from it."""
    tell = getattr(getattr(stream, "buffer", None), "tell", None)
    return int(tell()) if tell else 0


def mended(text: str) -> str:
    """The text without halves of characters, which cannot be written: pairs are joined, others replaced."""
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _encoding(file: File) -> str:
    with file.open() as stream:
        raw = stream.read(_SAMPLE)
        name = encoding_of(raw)
        while name == "ascii" and (raw := stream.read(_SAMPLE)):
            if not raw.isascii():
                name = encoding_of(raw + stream.read(_SAMPLE))
    return name


def _codec(name: str) -> str:
    return "utf-8" if name in ("ascii", "utf-8-sig") else name


def _skip_mark(stream: TextIOWrapper) -> None:
    raw: BinaryIO = stream.buffer  # type: ignore[assignment]
    peek = getattr(raw, "peek", None)
    if peek and peek(3)[:3] == codecs.BOM_UTF8:
        raw.read(3)


def _is_utf8(raw: bytes) -> bool:
    """Whether most bytes above ASCII form characters of UTF-8."""
    above = sum(byte > 127 for byte in raw)
    kept = sum(byte > 127 for byte in raw.decode("utf-8", "ignore").encode())
    return kept > 0.8 * above


def _likeness(raw: bytes, name: str) -> int:
    counts = Counter(raw.decode(name, "replace"))
    return sum(counts[letter] for letter in _FREQUENT)
