"""Reports as JSON Lines, into a file or onto standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from promisecheck.writers.base import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.report import Report
    from promisecheck.writers.base import Audited, Options

# str.splitlines and many viewers break lines at these, which JSON leaves as they are.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "\u0085\u2028\u2029"}


def line(report: Report) -> bytes:
    """One report as one line of UTF-8."""
    return report.model_dump_json().translate(_ESCAPED).encode("utf-8") + b"\n"


class JsonlWriter(Writer):
    """Writes a file, or after what it holds."""

    shows_conversations = False

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._stream = path.open("ab" if options.append else "wb")

    def write(self, audited: Audited) -> None:
        """One more line."""
        self._stream.write(line(audited.report))

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()


class StdoutWriter(Writer):
    """Writes to standard output, which stays open: it is not ours to close."""

    shows_conversations = False

    def write(self, audited: Audited) -> None:
        """One more line."""
        sys.stdout.buffer.write(line(audited.report))

    def finish(self) -> None:
        """Whoever reads the pipe gets the last lines too."""
        sys.stdout.flush()
