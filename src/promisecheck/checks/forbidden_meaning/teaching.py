"""Labelled conversations turned into what a classifier learns from: samples with their answers."""

from __future__ import annotations

import json
from hashlib import sha256
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
    from collections.abc import Iterable, Iterator
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
        self._check: ForbiddenMeaningCheck = kind.build(alone, self.pack, Settings())
        self._options = self.rule.classifier or ClassifierOptions(model="")
        self._reader = Reader()

    def examples(self, conversation: Conversation, labels: Labels) -> Iterator[Example]:
        """One example for each block of each message of the rule's speaker; none without a label for the rule."""
        if self.rule.id not in labels.expect:
            return
        given = labels.spans.get(self.rule.id, [])
        if labels.expect.get(self.rule.id) == "violated" and not given:
            said = "a violation without a span teaches nothing: say where it is"
            raise InputError(said, field=f"spans.{self.rule.id}")
        talk = Talk(conversation, self._reader, self.pack.lexicon, lang="ru", shortcut=True)
        spans = self._check.taught(talk, labels.expect[self.rule.id], given)
        for message in talk.spoken_by(self.rule.speaker) if spans is not None else ():
            trace = self._check.engine.trace(talk, message)
            here = [span for span in spans or () if span.message_id == message.id]
            reading = talk.shallow(message).reading
            for sample in samples(talk, message, trace, self._options):
                places = [reading.span(i, i + 1) if i >= 0 else None for i in sample.at]
                marks = [any(_covers(span, place) for span in here) for place in places]
                category = next((s.category for s in here if any(_covers(s, place) for place in places)), None)
                yield Example(conversation.id, sample, any(marks), marks, tuple(labels.tags), category)


def lesson(conversation: Conversation, labels: Labels, rule_id: str) -> bytes:
    """What a conversation teaches about a rule, as a digest; empty without a label for the rule.

    Labels for other rules may come and go without the classifier having to be trained again.
    """
    if rule_id not in labels.expect:
        return b""
    said = [(m.id, m.role, m.text) for m in conversation.messages]
    spans = [span.model_dump() for span in labels.spans.get(rule_id, [])]
    taught = [conversation.id, said, labels.expect[rule_id], spans, labels.tags]
    return sha256(json.dumps(taught, ensure_ascii=False).encode()).digest()


def fingerprint(lessons: Iterable[bytes]) -> str:
    """The digest of a corpus for one rule; empty where it teaches nothing."""
    known = [digest for digest in lessons if digest]
    return sha256(b"".join(known)).hexdigest() if known else ""


def _covers(span: LabelledSpan, place: tuple[int, int] | None) -> bool:
    if place is None or span.start is None or span.end is None:
        return False
    return place[0] < span.end and place[1] > span.start
