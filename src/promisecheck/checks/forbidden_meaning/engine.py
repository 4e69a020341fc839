"""The engine of a forbidden-meaning rule: finds outcomes and commitments, judges them, gives spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from promisecheck.checks.contexts import context_excuses
from promisecheck.checks.forbidden_meaning.answer import answered
from promisecheck.checks.forbidden_meaning.claims import Claim, Pledge, claim, pledges
from promisecheck.checks.forbidden_meaning.confirmation import confirmed
from promisecheck.checks.forbidden_meaning.finding import Finding
from promisecheck.checks.forbidden_meaning.fragments import joined, within
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.checks.forbidden_meaning.tempering import temper
from promisecheck.checks.forbidden_meaning.triggers import Triggers
from promisecheck.deadline import tick
from promisecheck.language.context.reported import quoted
from promisecheck.language.segment import is_predicate
from promisecheck.rules.compile import check_lists, compile_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule, Outcome, Phrase
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.language.context import Cue
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack

LONG = 22  # words
NEUTRAL = "не-в-счёт"  # «после налогов», «за вычетом комиссии»: words that exclude nothing


@dataclass(slots=True)
class Trace:
    """Everything the engine found in a message, for `explain` and for the second reader.

    `sentences` are those whose words could break the rule, whether or not more of them were parsed; `known` are places
    of which the rule knows something that is no finding, under a name of its own («phone of a stranger»).
    """

    sentences: frozenset[int] = frozenset()
    claims: list[Claim] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    phrases: list[tuple[Match, Phrase, list[Cue]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    known: list[Finding] = field(default_factory=list)


class Engine:
    """A compiled rule. Nothing is parsed unless words stand in the message that could break it."""

    def __init__(self, rule: ForbiddenMeaningRule, pack: Pack):
        self.rule = rule
        check_lists((*rule.domain, *rule.elsewhere, *rule.unrelated, *rule.subject), pack, rule.id)
        self._terms = compile_groups([rule.terms], pack, rule.id)
        self._outcomes = compile_groups(rule.outcomes, pack, rule.id)
        self._commitments = compile_groups(rule.commitments, pack, rule.id)
        self._phrases = compile_groups(rule.phrases, pack, rule.id)
        self._triggers = Triggers(self._outcomes, self._commitments, self._phrases)
        said = rule.confirmation
        told = rule.answer
        check_lists(told.unless if told else (), pack, rule.id)
        self.asked = compile_groups([told.asked] if told else [], pack, rule.id)
        self.figure = compile_groups([told.figure] if told else [], pack, rule.id)
        self.yes = compile_groups([said.yes] if said else [], pack, rule.id)
        self.no = compile_groups([said.no] if said else [], pack, rule.id)

    def findings(self, talk: Talk, message: Message) -> list[Finding]:
        """The violations of one message."""
        return self.trace(talk, message).findings

    def trace(self, talk: Talk, message: Message) -> Trace:
        """The violations with everything that led to them or spoke against them."""
        trace = self._in_place(talk, message, message)
        if not trace.findings:
            trace.findings.extend(self._by_turns(talk, message))
        if not trace.findings:
            trace.findings.extend(self._split(talk, message))
        return trace

    def _in_place(self, talk: Talk, message: Message, text: Message) -> Trace:
        """What a text says in the place of a message."""
        return self.examined(talk, text)

    def _by_turns(self, talk: Talk, message: Message) -> list[Finding]:
        """What the message says only as a reply to the turns before it."""
        return confirmed(self, talk, message) or answered(self, talk, message)

    def _split(self, talk: Talk, message: Message) -> list[Finding]:
        """What the message says together with the fragments sent right before it, and says only so."""
        whole = joined(talk, message)
        if whole is None:
            return []
        text, begin = whole
        return within(self._in_place(talk, message, text).findings, message.text, begin)

    def examined(self, talk: Talk, message: Message, *, whole: bool = False) -> Trace:
        """What a message says by itself, whoever wrote it; `whole` – also outcomes that nothing there commits to."""
        woken = self._triggers.sentences(talk.shallow(message))
        trace = Trace(frozenset(woken))
        every = range(len(talk.shallow(message).reading.sentences))
        needed = every if whole or not talk.shortcut else woken
        if needed:
            self._examine(talk.deep(message, needed), trace)
        return trace

    def needed(self, talk: Talk, message: Message) -> list[int]:
        """The sentences whose words could break the rule: the only ones that are parsed."""
        marked = talk.shallow(message)
        if not talk.shortcut:
            return list(range(len(marked.reading.sentences)))
        return self._triggers.sentences(marked)

    def _beside_the_point(self, marked: Marked) -> bool:
        """Whether a message long enough to say what it is about says nothing of the rule's subject."""
        if not self.rule.subject or sum(text.isalpha() for text in marked.reading.texts) < LONG:
            return False
        return not any(marked.has(i, *self.rule.subject) for i in range(len(marked.reading)))

    def _examine(self, marked: Marked, trace: Trace) -> None:
        if self._beside_the_point(marked):
            return
        masked = {i for match, _ in self._terms.find(marked) for i in match.tokens}

        def fits(match: Match, group: Any) -> bool:
            tick()
            return match.head not in masked and self._fits(marked, match, group)

        trace.pledges = pledges(marked, [(m, group) for m, group in self._commitments.find(marked) if fits(m, group)])
        beside = _by_sentence(marked, trace.pledges)
        for match, group in self._outcomes.find(marked):
            near = beside.get(marked.reading.clause_of(match.head).sentence, ())
            if fits(match, group) and not _only_sure(match, group, near):
                trace.claims.append(self._judged(claim(marked, match, group, near)))
        temper(marked, trace.claims, trace.pledges)
        for match, phrase in self._phrases.find(marked):
            if fits(match, phrase):
                trace.phrases.append((match, phrase, self._context_excuses(marked, match, phrase)))
        trace.findings = self._collect(marked, trace)

    def _context_excuses(self, marked: Marked, match: Match, phrase: Phrase) -> list[Cue]:
        """What the words around a phrase say against it."""
        return context_excuses(marked, match, phrase.excused_by)

    def _fits(self, marked: Marked, match: Match, group: Any) -> bool:
        """Whether the words a group wants near are there, and those it excludes are not."""
        reading = marked.reading
        if self.rule.unrelated and self._unrelated(marked, match):
            return False
        if group.near:
            start, end = reading.sentence_of(match.head)
            if not any(marked.has(i, *group.near) for i in range(start, end)):
                return False
        if group.unless:
            pieces = {reading.piece_at[i] for i in match.tokens}
            clause = reading.clause_of(match.head)
            around = (i for i in range(clause.start, clause.end) if reading.piece_at[i] in pieces)
            around = (i for i in around if i not in match.tokens and not marked.has(i, NEUTRAL))
            if any(marked.has(i, *group.unless) for i in around):
                return False
        return True

    def _unrelated(self, marked: Marked, match: Match) -> bool:
        """Whether the sentence is about something quite different: a vacancy, a demo account."""
        start, end = marked.reading.sentence_of(match.head)
        return any(marked.has(i, *self.rule.unrelated) for i in range(start, end))

    def _judged(self, made: Claim) -> Claim:
        if not made.excuses and not (made.group.only and made.pledge is None):
            made.category = self._category(made)
        return made

    def _category(self, made: Claim) -> str:
        word = made.pledge.group.word if made.pledge else None
        for verdict in self.rule.verdicts:
            if verdict.outcome not in (None, made.group.outcome) or verdict.word not in (None, word):
                continue
            if verdict.level not in (None, made.level) or (verdict.topic and made.group.topic not in verdict.topic):
                continue
            return verdict.category
        return ""

    def _collect(self, marked: Marked, trace: Trace) -> list[Finding]:
        """One finding per clause, the gravest; commitments without an outcome come last."""
        found: list[Finding] = []
        for made in trace.claims:
            if made.category:
                others = [made.pledge.match] if made.pledge else []
                found.append(clause_finding(marked, [made.match, *others], made.category))
        for match, phrase, excuses in trace.phrases:
            if not excuses:
                found.append(clause_finding(marked, [match], phrase.category))
        if not found:
            found.extend(self._alone(marked, trace.pledges, trace.claims))
        return self._gravest(found)

    def _alone(self, marked: Marked, made: Sequence[Pledge], claims: Sequence[Claim]) -> list[Finding]:
        """«Гарантирую!»: a promise without an outcome, in a message about investments and about nothing else."""
        found = []
        for pledge in made:
            head = pledge.match.head
            if not pledge.group.alone or pledge.undone or pledge.used or not self._about_investments(marked, head):
                continue
            if quoted(marked, pledge.match.head) or self._has_object(marked, pledge.match):
                continue
            here = marked.reading.clause_of(pledge.match.head).sentence
            if any(marked.reading.clause_of(c.match.head).sentence == here for c in claims):
                continue  # what is promised is said, and was found harmless
            found.append(clause_finding(marked, [pledge.match], pledge.group.alone))
        return found

    def _about_investments(self, marked: Marked, i: int) -> bool:
        """Whether the sentence is about investments, and about nothing else that may be promised."""
        start, end = marked.reading.sentence_of(i)
        if any(marked.has(k, *self.rule.elsewhere) for k in range(start, end)):
            return False
        return any(marked.has(k, *self.rule.domain) for k in range(len(marked.reading)))

    def _has_object(self, marked: Marked, match: Match) -> bool:
        """Whether something is promised that no list knows: a service, then («обещаю: долго не задержу»)."""
        reading = marked.reading
        start, end = reading.sentence_of(match.head)
        others = [k for k in range(start, end) if k not in match.tokens]
        own = reading.clause_at[match.head]
        if any(reading.clause_at[k] != own and is_predicate(reading.words[k]) for k in others):
            return True
        named = {k for k in others if reading.clause_at[k] == own and k >= match.end} | reading.subtree(match.head)
        return any(
            not reading.grams(k).isdisjoint({"NOUN", "INFN"}) and "anim" not in reading.grams(k)
            for k in named - set(match.tokens)
        )

    def _gravest(self, found: list[Finding]) -> list[Finding]:
        """Overlapping findings melt into one, under the gravest category (the order of the rule's categories)."""
        order = list(self.rule.categories)
        merged: list[Finding] = []
        for finding in sorted(found, key=lambda f: (f.start, f.end)):
            if merged and finding.start < merged[-1].end:
                last = merged.pop()
                category = min(last.category, finding.category, key=order.index)
                finding = Finding(last.start, max(last.end, finding.end), category)
            merged.append(finding)
        return merged


def _by_sentence(marked: Marked, made: Sequence[Pledge]) -> dict[int, list[Pledge]]:
    """For each sentence the commitments that could bear on it: its own and those of the sentences beside it."""
    found: dict[int, list[Pledge]] = {}
    for pledge in made:
        here = marked.reading.clause_of(pledge.match.head).sentence
        for sentence in (here - 1, here, here + 1):
            found.setdefault(sentence, []).append(pledge)
    return found


def _only_sure(match: Match, group: Outcome, made: Sequence[Pledge]) -> bool:
    """«Сто процентов», «100%» that say how sure one is, not how much one gets."""
    if group.outcome == "bad":  # «никуда не денутся» is sure and safe at once
        return False
    return any(p.group.level == "certain" and set(match.tokens) <= set(p.match.tokens) for p in made)
