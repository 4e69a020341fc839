"""From reports to files. A writer is a module with a class, and its endings in `_WRITERS`; nothing else.

A file is written beside its place as `NAME.part` and moved there at the end: half a file never looks like a whole one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from promisecheck.errors import InputError

if TYPE_CHECKING:
    from promisecheck.rules.schema import Rule
    from promisecheck.settings import Settings
    from promisecheck.writers.base import Audited, Writer

STDOUT = "-"
_WRITERS = {
    ".jsonl": ("jsonl", "JsonlWriter"),
    ".txt": ("table", "TableWriter"),
    ".csv": ("csv", "CsvWriter"),
    ".xlsx": ("xlsx", "XlsxWriter"),
    ".parquet": ("parquet", "ParquetWriter"),
    ".html": ("html.writer", "HtmlWriter"),
    ".sarif": ("sarif", "SarifWriter"),
    ".xml": ("junit", "JunitWriter"),
}


def endings() -> tuple[str, ...]:
    """Every file ending some writer knows."""
    return tuple(_WRITERS)


def part_of(out: str) -> Path:
    """Where an output lies until it is whole; a link is followed, so that the link stays one."""
    whole = Path(os.path.realpath(out))
    return whole.with_name(whole.name + ".part")


def check_outs(outs: Sequence[str], sources: Sequence[Path] = ()) -> None:
    """Raise `InputError` for an output that cannot be written, before any work is done."""
    inputs, seen = {os.path.realpath(path) for path in sources}, set()
    for out in outs:
        place = out if out == STDOUT else os.path.realpath(out)
        if place in seen:
            raise InputError("named twice as an output", path=out)
        seen.add(place)
        if out == STDOUT:
            continue
        if not out.lower().endswith(endings()):
            raise InputError(f"unknown output ending; expected one of {', '.join(endings())}, or -", path=out)
        if place in inputs:
            raise InputError("would overwrite what is to be read", path=out)
        if not Path(place).parent.is_dir():
            raise InputError("its folder does not exist", path=out)


class Outputs:
    """All outputs of a run; `append` names the one that already holds its first reports."""

    def __init__(
        self,
        outs: Sequence[str],
        lang: str,
        *,
        append: str | None = None,
        rules: Sequence[Rule] = (),
        settings: Settings | None = None,
    ):
        self._outs, self._append = outs, append
        self._about = {"lang": lang, "rules": tuple(rules)} | ({"settings": settings} if settings else {})
        self._writers: list[tuple[str, Writer]] = []
        self._files = ExitStack()

    def __enter__(self) -> Outputs:
        try:
            for out in self._outs:
                writer = self._open(out)
                self._files.callback(writer.close)
                self._writers.append((out, writer))
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    @property
    def show_conversations(self) -> bool:
        """Whether any of them writes more than the reports."""
        return any(writer.shows_conversations for _, writer in self._writers)

    def write(self, audited: Audited) -> None:
        """One report to all outputs."""
        for _, writer in self._writers:
            writer.write(audited)

    def repeat(self, audited: Audited) -> None:
        """One report that the appended output holds, to all the others."""
        for out, writer in self._writers:
            if out != self._append:
                writer.write(audited)

    def unread(self, error: InputError) -> None:
        """What could not be read, to those that tell it."""
        for _, writer in self._writers:
            writer.unread(error)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        whole = False
        try:
            with self._files:
                if kind is None:
                    for _, writer in self._writers:
                        writer.finish()
            whole = kind is None
        finally:
            for out, _ in self._writers:
                if out != STDOUT:
                    self._settle(out, whole=whole)

    def _settle(self, out: str, *, whole: bool) -> None:
        part = part_of(out)
        if whole:
            part.replace(os.path.realpath(out))
        elif not out.lower().endswith(".jsonl") or part.stat().st_size == 0:
            part.unlink()  # of the others, only --resume's own format is of use unfinished

    def _open(self, out: str) -> Writer:
        from promisecheck.writers.base import Options
        from promisecheck.writers.jsonl import StdoutWriter

        options = Options(append=out == self._append, **self._about)  # type: ignore[arg-type]
        if out == STDOUT:
            return StdoutWriter(Path(os.devnull), options)
        module, name = next(where for ending, where in _WRITERS.items() if out.lower().endswith(ending))
        try:
            made: Writer = getattr(import_module(f"{__name__}.{module}"), name)(part_of(out), options)
        except OSError as error:
            raise InputError(error.strerror or type(error).__name__, path=out) from None
        return made
