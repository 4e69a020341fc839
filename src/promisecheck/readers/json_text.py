"""JSON of any length, read piece by piece: a window over the text, from which values are taken one after another.

The standard library decodes each value. What it refuses is mended where programs are known to write it so, or
passed over with its place, and the rest goes on. A whole value must fit in memory; what holds the values need not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from promisecheck.errors import InputError

MOST = 64 * 1024 * 1024  # letters of one value
_STEP = 1 << 18
_NOT_BLANK = re.compile(r"[^\s]")
# Telegram Desktop wrote control characters as \x0B, and media where a number should be without quotation marks.
_BAD_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_UNQUOTED = re.compile(r'("document_id"\s*:\s*)(?=[^\s"\d{\[tfn-])([^\n]*?)(?=\s*(?:,\s*)?\n|\s*\})')
_decode = json.JSONDecoder(parse_constant=lambda name: None, strict=False).raw_decode


class JsonText:
    """A JSON text as a stream of its parts. Every method takes what it returns out of the text."""

    def __init__(self, stream: TextIO):
        self._stream, self._window, self._at, self._ended = stream, "", 0, False
        self._line, self._counted = 1, 0  # the line of the place up to which lines were counted

    @property
    def line(self) -> int:
        """The line of the next part, 1-based."""
        self._line += self._window.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """The next letter that is no blank; empty at the end. A comma between values is passed over."""
        while True:
            if match := _NOT_BLANK.search(self._window, self._at):
                self._at = match.start()
                return match[0]
            self._at = len(self._window)
            if not self._more():
                return ""

    def take(self, letter: str) -> bool:
        """Whether the next letter is this one, which is then taken."""
        if self.peek() != letter:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """The next value; raises `InputError`, and then nothing is taken."""
        if not self.peek():
            raise InputError("not JSON: it ends too early", line=self.line)
        self._forget()
        while True:
            try:
                value, end = _decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if self._mend(error.pos):
                    continue
                cut = error.pos >= len(self._window) - 64 or error.msg.startswith("Unterminated string")
                if cut and len(self._window) - self._at < MOST and self._more(len(self._window) - self._at):
                    continue
                line = self.line + self._window.count("\n", self._at, error.pos)
                raise InputError(f"not JSON: {error.msg}", line=line) from None
            except (RecursionError, ValueError):  # int() refuses to read thousands of digits
                raise InputError("not JSON: nested too deep, or a number too long", line=self.line) from None
            if end == len(self._window) and not self._ended and self._window[end - 1] not in '}]"':
                self._more()  # a number may go on
                continue
            self._at = end
            return value

    def members(self) -> Iterator[str]:
        """The keys of an object; the value of each is to be taken before the next is asked for. Raises `InputError`."""
        self.open("{")
        while not self.take("}"):
            key = self.value()
            self.open(":")
            yield str(key)
            if not self.take(",") and self.peek() != "}":
                raise InputError("not JSON: expected , or }", line=self.line)

    def elements(self) -> Iterator[tuple[int, Any]]:
        """The values of an array with their lines; one that is broken is an `InputError`, and the next is looked for.

        Where no next one is found, `InputError` is raised.
        """
        self.open("[")
        blanks = self._blanks()
        while not self.take("]"):
            line = self.line
            try:
                yield line, self.value()
            except InputError as error:
                if not self._resume(blanks):
                    raise
                yield line, error
                continue
            if not self.take(",") and self.peek() != "]":
                if not self._resume(blanks):
                    raise InputError("not JSON: expected , or ]", line=self.line)
                yield line, InputError("not JSON: expected , or ]", line=line)

    def open(self, letter: str) -> None:
        """Take this letter; raises `InputError` where another stands."""
        if not self.take(letter):
            said = f"expected {letter}" if self.peek() else "it ends too early"
            raise InputError(f"not JSON: {said}", line=self.line)

    def _blanks(self) -> str:
        """The line end and indentation before the first element: what a later one begins with, too."""
        start = self._at
        if self.peek() != "{":
            return ""
        return self._window[start : self._at] if start < self._at else ""

    def _resume(self, blanks: str) -> bool:
        """Go to the next element that begins like the first; only where elements stand on lines of their own."""
        return "\n" in blanks and self.seek(f",{blanks}{{", 1)

    def seek(self, mark: str, after: int = 0) -> bool:
        """Go on from the next `mark`, `after` letters into it; whether there is one."""
        start = self._at + 1
        while (found := self._window.find(mark, start)) < 0:
            self._at = max(self._at, len(self._window) - len(mark))
            self._forget()
            start = self._at
            if not self._more():
                return False
        self._at = found + after
        return True

    def _mend(self, position: int) -> bool:
        """Mend what is known to be wrong at this place; whether anything was."""
        if self._window.startswith("\\x", position) or self._window.startswith("\\x", position - 1):
            rest = self._window[self._at :]
            mended, count = _BAD_ESCAPE.subn(r"\1\\u00\2", rest)
        elif '"document_id"' in self._window[max(0, position - 40) : position]:
            rest = self._window[self._at :]
            mended, count = _UNQUOTED.subn(lambda m: m[1] + json.dumps(m[2]), rest)
        else:
            return False
        self._window = self._window[: self._at] + mended
        return count > 0

    def _forget(self) -> None:
        """Drop the part of the window that was taken, when it is the larger one."""
        if self._at > len(self._window) // 2 and self._at > _STEP:
            self._line = self.line
            self._window, self._at, self._counted = self._window[self._at :], 0, 0

    def _more(self, wanted: int = 0) -> bool:
        """Lengthen the window, by more for longer values; whether anything came."""
        read = self._stream.read(max(_STEP, wanted))
        self._ended = not read
        self._window += read
        return bool(read)


def values(stream: TextIO) -> Iterator[tuple[int, Any]]:
    """The values of a text with their lines: one, several one after another, or those of an array.

    A broken one is an `InputError`, after which reading goes on where the next line begins a value.
    """
    text = JsonText(stream)
    while text.peek():
        line = text.line
        try:
            if text.peek() == "[":
                yield from text.elements()
            else:
                yield line, text.value()
        except InputError as error:
            yield error.line or line, error
            if not text.seek("\n{", 1):
                return
        text.take(",")
