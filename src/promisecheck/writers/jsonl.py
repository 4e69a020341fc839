"""Reports as JSON Lines, into a file or onto standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from promisecheck.report import Report

# str.splitlines and many viewers break lines at these, which JSON leaves as they are.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "\u0085\u2028\u2029"}


def line(report: Report) -> bytes:
    """One report as one line of UTF-8."""
    return report.model_dump_json().translate(_ESCAPED).encode("utf-8") + b"\n"


class JsonlWriter:
    """Writes a file; with `append`, after what it holds."""

    def __init__(self, path: Path, lang: str, *, append: bool = False):
        self._stream = path.open("ab" if append else "wb")

    def write(self, report: Report) -> None:
        """One more line."""
        self._stream.write(line(report))

    def finish(self) -> None:
        """Nothing comes after the last line."""

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()


class StdoutWriter:
    """Writes to standard output, which stays open."""

    def write(self, report: Report) -> None:
        """One more line."""
        sys.stdout.buffer.write(line(report))

    def finish(self) -> None:
        """Whoever reads the pipe gets the last lines too."""
        sys.stdout.flush()

    def close(self) -> None:
        """Standard output is not ours to close."""
