"""What an audit says on standard error: errors, a progress bar, a last line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from promisecheck.readers.sources import Sources
from promisecheck.tally import Summary
from promisecheck.texts import say, visible

_LISTED = 20


class _Rate(ProgressColumn):
    """Conversations a second."""

    def __init__(self, lang: str):
        super().__init__()
        self._lang = lang

    def render(self, task: Task) -> Text:
        rate = task.fields["done"] / task.elapsed if task.elapsed else 0
        return Text(say("rate", self._lang, rate=f"{rate:.0f}"))


class Terminal:
    """Standard error. Errors are always told; the rest is silent with `quiet`, the bar also off a terminal."""

    def __init__(self, lang: str, *, quiet: bool):
        self._console, self._lang, self._quiet = Console(stderr=True, highlight=False), lang, quiet

    def error(self, error: Exception) -> None:
        """One error on one line."""
        self._print(str(error), style="red")

    def note(self, key: str, **values: object) -> None:
        """One remark, unless they are unwanted."""
        if not self._quiet:
            self._print(say(key, self._lang, **values))

    def skipped(self, sources: Sources) -> None:
        """The files passed over, the first of many by name."""
        for path in sources.skipped[:_LISTED]:
            self.note("skipped", path=path)
        if len(sources.skipped) > _LISTED:
            self.note("skipped-more", n=len(sources.skipped) - _LISTED)

    def total(self, summary: Summary) -> None:
        """The last line."""
        counts = {name: getattr(summary, name) for name in ("conversations", "violated", "violations", "errors")}
        self.note("total", skipped=len(summary.skipped), **counts)

    def table(self, summary: Summary, *, stdout_free: bool, only_output: bool) -> None:
        """The summary where a person sees it: quotes are no business of a log."""
        from promisecheck.writers.table import summary as tables

        screen = Console() if stdout_free else self._console
        if not self._quiet and (screen.is_terminal or only_output):
            screen.print(tables(summary, self._lang))

    @contextmanager
    def progress(self, size: int, doing: str = "auditing") -> Iterator[Bar]:
        """A bar that goes by bytes read; `doing` is the key of what it says."""
        columns = TextColumn(say(doing, self._lang)), BarColumn(), _Rate(self._lang), TimeRemainingColumn()
        shown = self._console.is_terminal and not self._quiet
        with Progress(*columns, console=self._console, disable=not shown, transient=True) as progress:
            yield Bar(progress, size)

    def _print(self, text: str, style: str = "") -> None:
        self._console.print(Text(visible(text), style=style), soft_wrap=True)


class Bar:
    """The progress bar of one run."""

    def __init__(self, progress: Progress, size: int):
        self._progress, self._done = progress, 0
        self._task = progress.add_task("", total=size or None, done=0)

    def reach(self, position: int) -> None:
        """One more conversation, and the bytes read up to it."""
        self._done += 1
        self._progress.update(self._task, completed=position, done=self._done)
