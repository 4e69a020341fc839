"""Forbidden meaning: what may not be said, in whatever words (memo, clauses 1.6, 1.7, 1.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.forbidden_meaning.second_reader import SURE, SecondReader, note, warning
from promisecheck.checks.forbidden_meaning.span import sentence_at
from promisecheck.checks.kind import outcome
from promisecheck.explain import Account, Answer, Place, Spot, spot, spots
from promisecheck.language.context.reported import reported
from promisecheck.report import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.checks.forbidden_meaning.claims import Claim, Pledge
    from promisecheck.checks.forbidden_meaning.engine import Trace
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule
    from promisecheck.checks.forbidden_meaning.second_reader import Opinion
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.evaluate.labels import LabelledSpan
    from promisecheck.report import Outcome
    from promisecheck.rules.match import Finder, Marked, Match
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class ForbiddenMeaningCheck:
    """One rule of this kind, ready to judge."""

    ENGINE: ClassVar[type[Engine]] = Engine

    def __init__(self, rule: ForbiddenMeaningRule, pack: Pack, settings: Settings):
        self.rule = rule
        self.engine = self._engine(rule, pack, settings)
        asked = rule.classifier
        self.second = SecondReader(asked, pack.paths[rule.id].parent, rule.id) if asked else None

    def _engine(self, rule: ForbiddenMeaningRule, pack: Pack, settings: Settings) -> Engine:
        """The engine of the rule; kinds whose engine needs the settings make it here."""
        return self.ENGINE(rule, pack)

    def taught(self, talk: Talk, status: str, spans: list[LabelledSpan]) -> list[LabelledSpan] | None:
        """The spans a second reader is to learn to see in a labelled conversation; None where they are not known."""
        return spans

    def judge(self, talk: Talk) -> Outcome:
        """Every place where the speaker says what is forbidden."""
        messages = talk.spoken_by(self.rule.speaker)
        if not messages:
            return outcome(self.rule, "not_applicable")
        violations: list[Violation] = []
        notes: list[Violation] = []
        for message in talk.judged_of(self.rule.speaker):
            found, noted = self._decided(talk, message, self.engine.trace(talk, message))[:2]
            violations += found
            notes += noted
        return outcome(self.rule, "violated" if violations else "passed", violations, notes)

    def _decided(
        self, talk: Talk, message: Message, trace: Trace
    ) -> tuple[list[Violation], list[Violation], Opinion | None]:
        """The violations and notes of a message once both readers have seen it."""
        found = [self._violation(talk, message, finding) for finding in trace.findings]
        if self.second is None:
            return found, [], None
        opinion = self.second.opinion(talk, message, trace)
        if not found and self.second.warns(opinion) and opinion.finding:
            return [warning(opinion, self._violation(talk, message, opinion.finding), talk.lang)], [], opinion
        replied = self.rule.confirmation.category if self.rule.confirmation else None  # of turns the rules know more
        dismissed = [
            v for v in found
            if v.category != replied and self.second.dismisses(opinion, v.severity) and not self._sure(talk, message, v)
        ]  # fmt: skip
        kept = [one for one in found if one not in dismissed]
        return kept, [note(opinion, one, talk.lang) for one in dismissed], opinion

    def _sure(self, talk: Talk, message: Message, found: Violation) -> bool:
        """Whether a grave violation stands in a sentence that is one beyond doubt, whatever stands around it.

        A heading or a greeting on a line of its own before «Гарантируем 20%» must not hide it.
        """
        if self.second is None or found.severity != "block" or found.start is None:
            return False
        text = sentence_at(talk.shallow(message).reading, found.start)
        if len(text.strip()) == len(message.text.strip()):
            return False
        alone = message.model_copy(update={"id": f"{message.id}, alone from {found.start}", "text": text})
        trace = self.engine.examined(talk, alone)
        return bool(trace.findings) and self.second.opinion(talk, alone, trace, alone=True).probability >= SURE

    def explain(self, talk: Talk, message: Message) -> Account:
        """The engine's trace in words of the message as it was given."""
        needed = self.engine.needed(talk, message)
        triggers = self._triggers(talk.shallow(message), needed)  # before the parser narrows the words
        trace = self.engine.trace(talk, message)
        marked = talk.deep(message)
        places = [_of_claim(marked, made) for made in trace.claims]
        places += [_of_pledge(marked, made, trace) for made in trace.pledges]
        for match, phrase, excuses in trace.phrases:
            category = None if excuses else phrase.category
            places.append(_place(marked, match, "phrase", category=category, excuses=spots(marked, excuses)))
        violations, notes, opinion = self._decided(talk, message, trace)
        places += self._second_opinion(opinion, message, violations, notes)
        return Account(
            parsed=bool(needed),
            triggers=triggers,
            matched=self._matched(marked),
            places=_in_order([*places, *(self._set_aside(marked) if needed else ())]),
            violations=violations,
        )

    @staticmethod
    def _second_opinion(
        opinion: Opinion | None, message: Message, violations: list[Violation], notes: list[Violation]
    ) -> list[Place]:
        """What the second reader made of the message, at the place it looked at most."""
        if opinion is None or opinion.finding is None:
            return []
        there = opinion.finding
        at = Spot(kind="classifier", start=there.start, end=there.end, quote=message.text[there.start : there.end])
        answers = [Answer(question="probability", value=f"{opinion.percent} %")]
        if violations:
            return [Place(**dict(at), answers=answers, category=there.category)]
        doubt = at.model_copy(update={"kind": "dismissed" if notes else "unlikely"})
        return [Place(**dict(at), answers=answers, excuses=[doubt])]

    def _triggers(self, shallow: Marked, sentences: list[int]) -> list[Spot]:
        """The words of the patterns whose words are all there, in the sentences that are parsed."""
        e, found = self.engine, []
        waking = [finder for compiled in (e._phrases, e._commitments, e._outcomes) for finder, _ in compiled._rows]
        for bounds in (shallow.reading.sentences[n] for n in sentences):
            present = shallow.present(*bounds)
            ready = [finder for finder in waking if finder.could_match(present)]
            wanted = {key for finder in ready for need in finder.needs for key in need}
            found += [i for i in range(*bounds) if not wanted.isdisjoint(shallow.present(i, i + 1))]
        return [spot(shallow, i, i + 1, "trigger") for i in found]

    def _matched(self, marked: Marked) -> list[str]:
        """The patterns that fit, as they stand in the rule file."""
        e, present = self.engine, marked.present()
        groups = (e._terms, e._outcomes, e._commitments, e._phrases, e.yes, e.no)
        ready = [finder for compiled in groups for finder, _ in compiled._rows if finder.could_match(present)]
        return sorted({_source(finder) for finder in ready if any(finder.find(marked.reading))})

    def _set_aside(self, marked: Marked) -> Iterator[Place]:
        """What a pattern matched and the engine does not look at: terms of art, and words out of place."""
        e = self.engine
        masked: set[int] = set()
        for match, _ in e._terms.find(marked):
            masked.update(match.tokens)
            yield _place(marked, match, "term")
        rows: list[tuple[Match, Any]] = [
            *e._outcomes.find(marked),
            *e._commitments.find(marked),
            *e._phrases.find(marked),
        ]
        for match, group in rows:
            if match.head not in masked and not e._fits(marked, match, group):
                yield _misfit(marked, match, group)

    def _violation(self, talk: Talk, message: Message, finding: Finding) -> Violation:
        category = self.rule.category(finding.category)
        start, end = finding.start, finding.end
        return Violation(
            message_id=message.id, start=start, end=end, quote=message.text[start:end],
            severity=category.severity, category=finding.category,
            explanation=category.explanation[talk.lang], suggestion=category.suggestion[talk.lang],
        )  # fmt: skip


def _in_order(places: list[Place]) -> list[Place]:
    """By place in the text; what two groups of patterns found alike stands once."""
    different = {place.model_dump_json(): place for place in places}
    return sorted(different.values(), key=lambda place: (place.start, place.end))


def _source(finder: Finder) -> str:
    return finder.pattern.source if finder.pattern else repr(finder.raw)


def _place(marked: Marked, match: Match, kind: str, **more: Any) -> Place:
    return Place(**dict(spot(marked, match.start, match.end, kind)), **more)


def _of_claim(marked: Marked, made: Claim) -> Place:
    """An outcome with its five answers."""
    match, held = made.match, made.pledge.match if made.pledge else None
    foreign = spots(marked, reported(marked, match.head))
    polarity = "denied" if len(made.polarity) % 2 else "affirmed"
    answers = [
        Answer(question="outcome", value=made.group.outcome),
        Answer(question="polarity", value=polarity, spots=spots(marked, made.polarity)),
        Answer(
            question="commitment",
            value=made.level,
            spots=[spot(marked, held.start, held.end, made.level)] if held else [],
        ),
        Answer(question="word", value="theirs" if foreign else "ours", spots=foreign),
        Answer(question="topic", value=made.group.topic),
    ]
    excuses = spots(marked, made.excuses)
    if not made.category and not excuses:
        bare = made.group.only is not None and held is None
        excuses = [spot(marked, match.start, match.end, "uncommitted" if bare else "unjudged")]
    return _place(marked, match, "claim", answers=answers, excuses=excuses, category=made.category or None)


def _of_pledge(marked: Marked, made: Pledge, trace: Trace) -> Place:
    """A promise or a word of certainty; it counts by itself only where nothing else does."""
    match, group = made.match, made.group
    answers = [Answer(question="commitment", value=group.level), Answer(question="promise", value=group.word)]
    others = any(one.category for one in trace.claims) or any(not excuses for _, _, excuses in trace.phrases)
    here, _ = marked.reading.span(match.head, match.head + 1)
    found = [f for f in trace.findings if f.category == group.alone and f.start <= here < f.end]
    if found and not (made.used or made.undone or others):
        return _place(marked, match, "pledge", answers=answers, category=group.alone)
    excuses = spots(marked, made.undone) or [spot(marked, match.start, match.end, "used" if made.used else "alone")]
    return _place(marked, match, "pledge", answers=answers, excuses=excuses)


def _misfit(marked: Marked, match: Match, group: Any) -> Place:
    """A match beside a word that excludes it, or without any of the words it wants near."""
    clause = marked.reading.clause_of(match.head)
    beside = [i for i in range(clause.start, clause.end) if i not in match.tokens]
    others = [spot(marked, i, i + 1, "unless") for i in beside if marked.has(i, *group.unless)]
    if others:
        return _place(marked, match, "aside", excuses=others)
    wanted = Answer(question="near", value=", ".join(group.near))
    return _place(marked, match, "aside", answers=[wanted], excuses=[spot(marked, match.start, match.end, "not near")])
