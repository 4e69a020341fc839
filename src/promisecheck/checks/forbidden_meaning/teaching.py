"""Labelled conversations turned into what a classifier learns from: samples with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.forbidden_meaning.second_reader import samples
from promisecheck.classifier.example import Example
from promisecheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.checker import Checker
    from promisecheck.conversation import Conversation
    from promisecheck.evaluate.labels import LabelledSpan, Labels


def check_of(checker: Checker, rule_id: str) -> ForbiddenMeaningCheck:
    """The rule that is to be taught; raises `InputError` for one that cannot be."""
    for rule, check in zip(checker.pack.rules, checker._checks, strict=True):
        if rule.id == rule_id and isinstance(check, ForbiddenMeaningCheck):
            return check
    raise InputError(f"{rule_id}: no rule of the kind forbidden-meaning has this id")


def examples(
    check: ForbiddenMeaningCheck, checker: Checker, conversation: Conversation, labels: Labels
) -> Iterator[Example]:
    """One example for each block of each message of the rule's speaker."""
    spans = labels.spans.get(check.rule.id, [])
    if labels.expect.get(check.rule.id) == "violated" and not spans:
        raise InputError("a violation without a span teaches nothing: say where it is", field=f"spans.{check.rule.id}")
    talk = checker._talk(conversation)
    for message in talk.spoken_by(check.rule.speaker):
        trace = check.engine.trace(talk, message)
        here = [span for span in spans if span.message_id == message.id]
        reading = talk.shallow(message).reading
        for sample in samples(talk, message, trace):
            places = [reading.span(i, i + 1) if i >= 0 else None for i in sample.at]
            marks = [any(_covers(span, place) for span in here) for place in places]
            category = next((s.category for s in here if any(_covers(s, place) for place in places)), None)
            yield Example(conversation.id, sample, any(marks), marks, tuple(labels.tags), category)


def _covers(span: LabelledSpan, place: tuple[int, int] | None) -> bool:
    if place is None or span.start is None or span.end is None:
        return False
    return place[0] < span.end and place[1] > span.start
