"""Labelled conversations turned into what a classifier learns from: samples with their answers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from promisecheck.checks import KINDS
from promisecheck.checks.forbidden_meaning.schema import ClassifierOptions, ForbiddenMeaningRule
from promisecheck.checks.forbidden_meaning.second_reader import samples
from promisecheck.checks.talk import Talk
from promisecheck.classifier.example import Example
from promisecheck.errors import InputError
from promisecheck.language.reading import Reader
from promisecheck.rules.pack import load_pack
from promisecheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
    from promisecheck.conversation import Conversation
    from promisecheck.evaluate.labels import LabelledSpan, Labels


class Teacher:
    """One rule of a folder, without its classifier. Raises `InputError` for a rule that cannot have one."""

    def __init__(self, rules: Path | None, rule_id: str):
        self.pack = load_pack(rules)
        found = [rule for rule in self.pack.rules if rule.id == rule_id and isinstance(rule, ForbiddenMeaningRule)]
        if not found:
            raise InputError(f"{rule_id}: no rule of the kind forbidden-meaning has this id")
        self.rule = found[0]
        kind = import_module(KINDS[self.rule.kind]).KIND
        alone = self.rule.model_copy(update={"classifier": None})
        check: ForbiddenMeaningCheck = kind.build(alone, self.pack, Settings())
        self._engine = check.engine
        self._options = self.rule.classifier or ClassifierOptions(model="")
        self._reader = Reader()

    def examples(self, conversation: Conversation, labels: Labels) -> Iterator[Example]:
        """One example for each block of each message of the rule's speaker; none without a label for the rule."""
        if self.rule.id not in labels.expect:
            return
        spans = labels.spans.get(self.rule.id, [])
        if labels.expect.get(self.rule.id) == "violated" and not spans:
            said = "a violation without a span teaches nothing: say where it is"
            raise InputError(said, field=f"spans.{self.rule.id}")
        talk = Talk(conversation, self._reader, self.pack.lexicon, lang="ru", shortcut=True)
        for message in talk.spoken_by(self.rule.speaker):
            trace = self._engine.trace(talk, message)
            here = [span for span in spans if span.message_id == message.id]
            reading = talk.shallow(message).reading
            for sample in samples(talk, message, trace, self._options):
                places = [reading.span(i, i + 1) if i >= 0 else None for i in sample.at]
                marks = [any(_covers(span, place) for span in here) for place in places]
                category = next((s.category for s in here if any(_covers(s, place) for place in places)), None)
                yield Example(conversation.id, sample, any(marks), marks, tuple(labels.tags), category)


def _covers(span: LabelledSpan, place: tuple[int, int] | None) -> bool:
    if place is None or span.start is None or span.end is None:
        return False
    return place[0] < span.end and place[1] > span.start
