"""What an evaluation says: its JSON, field by field (docs/evaluate.md)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from promisecheck.report import Status

Interval = tuple[float, float]
Figure = Literal["precision", "recall", "f1"]
FIGURES: tuple[Figure, ...] = ("precision", "recall", "f1")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Scores(_Part):
    """The three figures; null where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None


class Figures(Scores):
    """The figures of a slice, what they are made of, and how sure they are."""

    cases: int
    support: int = Field(description="The cases that should be violated.")
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    accuracy: float | None
    precision_interval: Interval | None
    recall_interval: Interval | None
    f1_interval: Interval | None


class TagFigures(Figures):
    """The cases of one tag."""

    tag: str


class SpanFigures(_Part):
    """How well the places agree, where a rule rightly found a violation whose place is labelled."""

    cases: int
    overlap: float | None = Field(description="The share where a reported place overlaps a labelled one.")
    category_cases: int = Field(description="Of those that overlap, the cases whose category is labelled.")
    category: float | None = Field(description="The share of these where an overlapping pair has one category.")


class RuleFigures(Figures):
    """One rule over all conversations that expect something of it."""

    rule_id: str
    clause: str
    status_agreement: float = Field(description="The share of cases with just the expected status.")
    confusion: dict[Status, dict[Status, int]] = Field(description="Expected status, status given, cases.")
    spans: SpanFigures | None
    tags: list[TagFigures] = Field(description="Worst first.")


class CorpusScores(Scores):
    """One rule over one file."""

    cases: int
    support: int


class Corpus(_Part):
    """One file, known by what it holds."""

    path: str
    sha256: str
    conversations: int
    rules: dict[str, CorpusScores]


class Case(_Part):
    """One expectation and what came of it."""

    id: str
    path: str
    line: int | None
    rule_id: str
    expected: Status
    got: Status


class Disagreement(Case):
    """A case that came out otherwise than expected, with the words about it and the reason."""

    kind: Literal["false", "missed", "status"]
    tags: list[str]
    message_id: str | None
    excerpt: str
    reason: str


class Skipped(_Part):
    """What could not be used."""

    path: str | None
    line: int | None
    message: str


class RuleChange(_Part):
    """One rule before and now, over the cases of both."""

    rule_id: str
    cases: int
    before: Scores
    now: Scores
    change: Scores
    f1_interval: Interval | None = Field(description="95 % interval of the change of F1, cases resampled in pairs.")
    p_value: float = Field(description="McNemar's exact test: the chance of so uneven a change if nothing changed.")
    better: list[str] = Field(description="The ids of cases that were wrong and are right.")
    worse: list[str] = Field(description="The ids of cases that were right and are wrong.")


class Comparison(_Part):
    """Now against before."""

    against: str
    rules: list[RuleChange]
    only_now: int = Field(description="Cases without a counterpart before.")
    only_before: int = Field(description="Cases of the former report without a counterpart now.")


class FloorCheck(_Part):
    """One figure of one rule in one file against its floor."""

    path: str
    rule_id: str
    figure: Figure
    floor: float
    today: float | None


class FloorChange(_Part):
    """A floor that was rewritten; null where there was or is none."""

    path: str
    rule_id: str
    figure: Figure
    before: float | None
    now: float | None


class Gate(_Part):
    """What the floors say."""

    floors: str
    held: bool
    checked: int
    fallen: list[FloorCheck]
    changed: list[FloorChange]


class Evaluation(_Part):
    """Everything an evaluation found."""

    version: Literal[1] = 1
    conversations: int
    cases_total: int
    disagreements_total: int
    resamples: int
    confidence: float
    corpora: list[Corpus]
    rules: list[RuleFigures]
    disagreements: list[Disagreement]
    comparison: Comparison | None = None
    gate: Gate | None = None
    skipped: list[Skipped]
    cases: list[Case]

    @property
    def status(self) -> int:
        """The exit status: 2 where something could not be used, else what the gate says, else whether all agree."""
        if self.skipped:
            return 2
        failed = not self.gate.held if self.gate else self.disagreements_total > 0
        return 1 if failed else 0
