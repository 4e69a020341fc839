"""One labelled conversation against what the rules say of it. Runs in the workers; what it gives holds no messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.evaluate.labels import LabelledSpan, Labels, labels_of
from promisecheck.evaluate.words import say
from promisecheck.faults import fault_of_one
from promisecheck.readers.base import Item
from promisecheck.report import Outcome, Status, Violation

if TYPE_CHECKING:
    from promisecheck.checker import Checker
    from promisecheck.settings import Settings


@dataclass(frozen=True)
class Task:
    """What every worker needs to know. `rule_ids` are the rules to look at, all of them by default."""

    rules: Path | None = None
    settings: Settings | None = None
    lang: str = "ru"
    against: Path | None = None
    rule_ids: frozenset[str] | None = None
    reasons: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """The words a case is about, and why the rule disagreed."""

    message_id: str | None
    excerpt: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation and its outcome; `before` is that of the pack compared with, if it has the rule.

    `overlap` and `category` say of a violation rightly found whether its place and its category agree with the labels;
    None where there is nothing to compare.
    """

    rule_id: str
    expected: Status
    got: Status
    before: Status | None = None
    overlap: bool | None = None
    category: bool | None = None
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What one line of a file gave."""

    path: Path
    line: int | None
    position: int
    id: str = ""
    tags: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    errors: tuple[InputError, ...] = ()


def judging(task: Task) -> Callable[[Item], Judged]:
    """The function that judges items; made once in each process."""
    return partial(_judge, _Judge(task))


def kind_of(expected: Status, got: Status) -> Literal["false", "missed", "status"]:
    """How a case disagrees."""
    return "false" if got == "violated" else "missed" if expected == "violated" else "status"


def _judge(judge: _Judge, item: Item) -> Judged:
    if isinstance(item.found, InputError):
        return Judged(item.path, item.line, item.position, errors=(item.found,))
    try:
        return judge.judged(item, item.found)
    except InputError as error:
        told = error.at(item.path, item.line)
    except Exception as error:  # a fault of ours must not end the batch
        told = InputError(fault_of_one(error), path=item.path, line=item.line, field=item.found.id)
    return Judged(item.path, item.line, item.position, errors=(told,))


class _Judge:
    def __init__(self, task: Task):
        self.task = task
        self.checker = self._checker(task.rules)
        self.known = [rule.id for rule in self.checker.pack.rules]

    @cached_property
    def former(self) -> Checker | None:
        return self._checker(self.task.against) if self.task.against else None

    def judged(self, item: Item, conversation: Conversation) -> Judged:
        labels = labels_of(conversation)
        wanted = [rule for rule in labels.expect if self.task.rule_ids is None or rule in self.task.rule_ids]
        unknown = tuple(self._unknown(rule, item) for rule in wanted if rule not in self.known)
        wanted = [rule for rule in wanted if rule in self.known]
        rows = tuple(self._rows(conversation, labels, wanted)) if wanted else ()
        tags = tuple(dict.fromkeys(labels.tags))
        return Judged(item.path, item.line, item.position, conversation.id, tags, rows, unknown)

    def _rows(self, conversation: Conversation, labels: Labels, wanted: list[str]) -> Iterator[Row]:
        outcomes = {outcome.rule_id: outcome for outcome in self.checker.outcomes(conversation, wanted)}
        former = self.former.outcomes(conversation, wanted) if self.former else []
        before = {outcome.rule_id: outcome.status for outcome in former}
        for rule_id in wanted:
            expected, outcome, spans = labels.expect[rule_id], outcomes[rule_id], labels.spans.get(rule_id, [])
            both = expected == outcome.status == "violated"
            overlap, category = places_agree(spans, outcome.violations) if both else (None, None)
            differs = expected != outcome.status and self.task.reasons
            remark = self._remark(conversation, expected, outcome, spans) if differs else None
            yield Row(rule_id, expected, outcome.status, before.get(rule_id), overlap, category, remark)

    def _remark(
        self, conversation: Conversation, expected: Status, outcome: Outcome, spans: list[LabelledSpan]
    ) -> Remark:
        from promisecheck.evaluate.reason import excerpt, why_false, why_missed

        kind, lang = kind_of(expected, outcome.status), self.task.lang
        message_id, text = excerpt(conversation, outcome.violations if kind == "false" else spans)
        if kind == "false":
            reason = why_false(self.checker, outcome.rule_id, conversation, outcome.violations, lang)
        elif kind == "missed":
            reason = why_missed(self.checker, outcome.rule_id, conversation, spans, lang)
        else:
            reason = say("expected-got", lang, expected=say(expected, lang), got=say(outcome.status, lang))
        return Remark(message_id, text, reason)

    def _unknown(self, rule_id: str, item: Item) -> InputError:
        said = say("unknown-rule", self.task.lang, known=", ".join(self.known))
        return InputError(said, path=item.path, line=item.line, field=f"expect.{rule_id[:40]}")

    def _checker(self, rules: Path | None) -> Checker:
        from promisecheck.checker import Checker

        return Checker(rules, settings=self.task.settings, lang=self.task.lang)


def places_agree(spans: list[LabelledSpan], found: list[Violation]) -> tuple[bool | None, bool | None]:
    """Whether a reported place overlaps a labelled one, and whether such a pair has one category."""
    if not spans:
        return None, None
    pairs = [(span, one) for span in spans for one in found if _overlap(span, one)]
    named = [(span, one) for span, one in pairs if span.category is not None]
    return bool(pairs), any(span.category == one.category for span, one in named) if named else None


def _overlap(span: LabelledSpan, found: Violation) -> bool:
    """Two things missing from one message overlap too."""
    if span.message_id != found.message_id:
        return False
    if span.start is None or span.end is None or found.start is None or found.end is None:
        return span.start is None and found.start is None
    return span.start < found.end and found.start < span.end
