"""What is kept while conversations pass by: counts, and a row for each case that holds no text of a message."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, NamedTuple, get_args

from promisecheck.errors import InputError
from promisecheck.evaluate.bootstrap import intervals
from promisecheck.evaluate.judge import Judged, Row, kind_of
from promisecheck.evaluate.metrics import Counts, share, worst_first
from promisecheck.evaluate.result import (
    Case,
    CorpusScores,
    Disagreement,
    Figures,
    RuleFigures,
    Scores,
    SpanFigures,
    TagFigures,
)
from promisecheck.evaluate.words import say
from promisecheck.report import Status

if TYPE_CHECKING:
    from promisecheck.rules.schema import Rule


class CaseRow(NamedTuple):
    """A case as it is kept: small, since there may be many."""

    id: str
    path: str
    line: int | None
    rule_id: str
    expected: Status
    got: Status
    before: Status | None


@dataclass
class RuleTally:
    """One rule over all conversations."""

    counts: Counts = field(default_factory=Counts)
    confusion: Counter[tuple[Status, Status]] = field(default_factory=Counter)
    tags: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    places: Counter[bool] = field(default_factory=Counter)
    categories: Counter[bool] = field(default_factory=Counter)

    def add(self, row: Row, tags: tuple[str, ...]) -> None:
        """Count one case."""
        self.counts.add(row.expected, row.got)
        self.confusion[row.expected, row.got] += 1
        for tag in tags:
            self.tags[tag].add(row.expected, row.got)
        if row.overlap is not None:
            self.places[row.overlap] += 1
        if row.category is not None:
            self.categories[row.category] += 1

    def figures(self, rule: Rule, resamples: int) -> RuleFigures:
        """The figures of the rule and of each of its tags."""
        tags = sorted(self.tags.items(), key=lambda item: (*worst_first(item[1]), item[0]))
        agreed = sum(n for (expected, got), n in self.confusion.items() if expected == got)
        names: tuple[Status, ...] = get_args(Status)
        return RuleFigures(
            **figures(self.counts, resamples, rule.id).model_dump(),
            rule_id=rule.id,
            clause=rule.clause,
            status_agreement=agreed / self.counts.cases,
            confusion={expected: {got: self.confusion[expected, got] for got in names} for expected in names},
            spans=self._spans(),
            tags=[TagFigures(**figures(c, resamples, f"{rule.id} {tag}").model_dump(), tag=tag) for tag, c in tags],
        )

    def _spans(self) -> SpanFigures | None:
        placed, named = self.places.total(), self.categories.total()
        if not placed:
            return None
        overlap, category = share(self.places[True], placed), share(self.categories[True], named)
        return SpanFigures(cases=placed, overlap=overlap, category_cases=named, category=category)


@dataclass
class CorpusTally:
    """One file."""

    conversations: int = 0
    rules: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    def scores(self) -> dict[str, CorpusScores]:
        """The figures of each rule."""
        return {
            rule: CorpusScores(**scores(counts).model_dump(), cases=counts.cases, support=counts.support)
            for rule, counts in self.rules.items()
        }


@dataclass
class Tally:
    """Everything an evaluation adds up."""

    lang: str = "ru"
    rules: defaultdict[str, RuleTally] = field(default_factory=lambda: defaultdict(RuleTally))
    corpora: defaultdict[str, CorpusTally] = field(default_factory=lambda: defaultdict(CorpusTally))
    rows: list[CaseRow] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    differing: int = 0
    _seen: dict[str, tuple[Path, int | None]] = field(default_factory=dict)

    def add(self, judged: Judged) -> list[InputError]:
        """Count one conversation; returns what could not be counted."""
        if not judged.rows:
            return list(judged.errors)
        if judged.id in self._seen:  # an id names a case in comparisons, so that none may have two
            place = ":".join(str(part) for part in self._seen[judged.id] if part is not None)
            said = say("same-id", self.lang, place=place)
            return [InputError(said, path=judged.path, line=judged.line, field="id")]
        path = intern(str(judged.path))
        self._seen[judged.id] = (judged.path, judged.line)
        self.corpora[path].conversations += 1
        for row in judged.rows:
            self._count(row, judged, path)
        return list(judged.errors)

    def _count(self, row: Row, judged: Judged, path: str) -> None:
        rule_id = intern(row.rule_id)
        self.rules[rule_id].add(row, judged.tags)
        self.corpora[path].rules[rule_id].add(row.expected, row.got)
        statuses = [intern(status) if status else None for status in (row.expected, row.got, row.before)]
        kept = CaseRow(judged.id, path, judged.line, rule_id, *statuses)  # type: ignore[arg-type]
        self.rows.append(kept)
        if row.expected == row.got:
            return
        self.differing += 1
        if row.remark:
            case, kind = case_of(kept).model_dump(), kind_of(row.expected, row.got)
            remark = {name: getattr(row.remark, name) for name in ("message_id", "excerpt", "reason")}
            self.disagreements.append(Disagreement(**case, **remark, kind=kind, tags=list(judged.tags)))


def case_of(row: CaseRow) -> Case:
    """A row as the result tells it."""
    return Case(**{name: value for name, value in row._asdict().items() if name != "before"})


def scores(counts: Counts) -> Scores:
    """The three figures of some counts."""
    return Scores(precision=counts.precision, recall=counts.recall, f1=counts.f1)


def figures(counts: Counts, resamples: int, key: str) -> Figures:
    """All figures of some counts."""
    sure = intervals(counts, resamples, key)
    return Figures(
        **scores(counts).model_dump(),
        cases=counts.cases,
        support=counts.support,
        true_positives=counts.true_positives,
        false_positives=counts.false_positives,
        false_negatives=counts.false_negatives,
        true_negatives=counts.true_negatives,
        accuracy=counts.accuracy,
        **{f"{name}_interval": interval for name, interval in sure.items()},
    )
