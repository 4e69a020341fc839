"""The writer of the page: it counts and spools while reports pass by, and puts the page together at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.writers.base import Writer, missing
from promisecheck.writers.html.figures import Figures
from promisecheck.writers.html.spool import Spool

try:
    from promisecheck.writers.html.page import write_page
except ImportError as error:
    if error.name not in ("jinja2", "markupsafe"):
        raise
    raise missing("Jinja2", ".html") from None

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.errors import InputError
    from promisecheck.writers.base import Audited, Options


class HtmlWriter(Writer):
    """One page for people."""

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._stream = path.open("w", encoding="utf-8", errors="replace", newline="\n")
        self._figures, self._spool = Figures(options), Spool(options)

    def write(self, audited: Audited) -> None:
        """Count one report, and keep what people may want to look at."""
        self._figures.add(audited)
        self._spool.add(audited)

    def unread(self, error: InputError) -> None:
        """What could not be read has a section of its own."""
        self._figures.miss(error)

    def finish(self) -> None:
        """Only now are the numbers known."""
        write_page(self._stream, self._figures, self._spool, self.options)

    def close(self) -> None:
        """Give the files back."""
        self._spool.close()
        self._stream.close()
