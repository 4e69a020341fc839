"""A first, cheap reading of an audit: what rules that judge conversations together gather before any is judged."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from promisecheck.conversation import Conversation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from promisecheck.checks.kind import Surveyor
    from promisecheck.readers.base import Item
    from promisecheck.report import Report
    from promisecheck.rules.schema import Rule
    from promisecheck.settings import Settings


class Survey:
    """The surveyors of a pack's rules. Until it is settled it leaves every report as it is."""

    def __init__(self, rules: Iterable[Rule], settings: Settings, lang: str):
        from promisecheck.checks import kind_named

        kinds = [(rule, kind_named(rule.kind).survey) for rule in rules]
        self._made = [(rule, survey) for rule, survey in kinds if survey is not None]
        self._settings, self._lang = settings, lang
        self._surveyors: dict[str, Surveyor] = {}
        self._open, self._settled = ExitStack(), False

    @property
    def wanted(self) -> bool:
        """Whether any rule needs it."""
        return bool(self._made)

    def __enter__(self) -> Survey:
        if self._made:
            folder = self._open.enter_context(TemporaryDirectory(prefix="promisecheck-"))
            for rule, survey in self._made:
                surveyor = survey(rule, self._settings, self._lang, Path(folder))
                self._open.callback(surveyor.close)
                self._surveyors[rule.id] = surveyor
        return self

    def see(self, item: Item) -> None:
        """Show one conversation to all; one that cannot be read is nobody's."""
        if isinstance(item.found, Conversation):
            for surveyor in self._surveyors.values():
                surveyor.see(item.number, item.found)

    def settle(self) -> None:
        """All were seen: from now on outcomes are completed."""
        for surveyor in self._surveyors.values():
            surveyor.settle()
        self._settled = True

    def completed(self, number: int, report: Report) -> Report:
        """The report with the outcomes that only all conversations together give."""
        if not self._settled:
            return report
        outcomes = [
            self._surveyors[alone.rule_id].outcome(number, alone) if alone.rule_id in self._surveyors else alone
            for alone in report.outcomes
        ]
        return report.model_copy(update={"outcomes": outcomes})

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
