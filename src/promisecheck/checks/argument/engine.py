"""The engine of a rule on quarrels: phrases, judged by the turns before them, and chains of rebuttals."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from promisecheck.checks.argument.acts import Acts
from promisecheck.checks.argument.turns import Turn, turns_of
from promisecheck.checks.forbidden_meaning.engine import Engine
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.language.context import Cue

if TYPE_CHECKING:
    from promisecheck.checks.argument.schema import ArgumentRule, Chain, Reply
    from promisecheck.checks.forbidden_meaning.engine import Trace
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack

FILLERS = frozenset("ну да же вот а и ой ох эх слушайте простите извините коллега".split())


class ArgumentEngine(Engine):
    """A compiled rule. Turns are looked at only where a phrase asks for them."""

    rule: ArgumentRule

    def __init__(self, rule: ArgumentRule, pack: Pack):
        super().__init__(rule, pack)
        self.acts = Acts(rule.acts, pack, rule.id)

    def _in_place(self, talk: Talk, message: Message, text: Message) -> Trace:
        """What a text says in the place of a message; phrases that the turns around it speak for are excused."""
        trace = self.examined(talk, text)
        if trace.phrases:
            marked = talk.deep(text, trace.sentences)
            trace.phrases = [
                (match, phrase, excuses or self._excuses(talk, message, marked, match, cast("Reply", phrase)))
                for match, phrase, excuses in trace.phrases
            ]
            trace.findings = self._collect(marked, trace)
        return trace

    def _by_turns(self, talk: Talk, message: Message) -> list[Finding]:
        """The rebuttal that makes a chain too long."""
        return self._chained(talk, message, self.rule.chain) if self.rule.chain else []

    def _excuses(self, talk: Talk, message: Message, marked: Marked, match: Match, reply: Reply) -> list[Cue]:
        """What the turns around say against a phrase."""
        if reply.whole and not _whole(marked, match):
            return [Cue(match.start, match.end, "aside")]
        if reply.after and self._before(talk, message).isdisjoint(reply.after):
            return [Cue(match.start, match.end, "unanswered")]
        if reply.excused_after and (said := self._before(talk, message)) and said <= set(reply.excused_after):
            return [Cue(match.start, match.end, "answered")]
        if reply.softened_by:
            own, _ = self._turn(talk, message)
            if not self.acts.of_turn(talk, own).isdisjoint(reply.softened_by):
                return [Cue(match.start, match.end, "softened")]
        return []

    def _before(self, talk: Talk, message: Message) -> frozenset[str]:
        """What the client's turn before the message does."""
        turns, at = self._turns(talk), self._turn(talk, message)[1]
        return self.acts.of_turn(talk, turns[at - 1]) if at else frozenset()

    def _chained(self, talk: Talk, message: Message, chain: Chain) -> list[Finding]:
        """The rebuttal that makes a chain too long, at its opening words."""
        if self.acts.of(talk, message).isdisjoint(chain.by):
            return []
        turns, (own, at) = self._turns(talk), self._turn(talk, message)
        if next(m.id for m in own.messages if not self.acts.of(talk, m).isdisjoint(chain.by)) != message.id:
            return []
        lengths: list[int] = talk.once(("chain", id(self)), lambda: self._lengths(talk, turns, chain))
        if lengths[at] < chain.replies:
            return []
        marked = talk.light(message)
        found = self.acts.places(talk, message, chain.by)
        return [clause_finding(marked, found[:1], chain.category)] if found else []

    def _lengths(self, talk: Talk, turns: list[Turn], chain: Chain) -> list[int]:
        """For every turn, how many rebuttals in a row it ends; one pass over the conversation."""
        lengths, length, objected = [0] * len(turns), 0, False
        for n, turn in enumerate(turns):
            acts = self.acts.of_turn(talk, turn)
            if turn.role == "client":
                objected = not acts.isdisjoint(chain.answers)
            elif not acts.isdisjoint(chain.broken_by):
                length = 0
            elif objected and not acts.isdisjoint(chain.by):
                length += 1
                lengths[n] = length
        return lengths

    @staticmethod
    def _turns(talk: Talk) -> list[Turn]:
        return talk.once(("turns",), lambda: turns_of(talk.conversation.messages))

    def _turn(self, talk: Talk, message: Message) -> tuple[Turn, int]:
        """The turn that holds a message, and its number."""

        def places() -> dict[str, tuple[Turn, int]]:
            return {m.id: (turn, n) for n, turn in enumerate(self._turns(talk)) for m in turn.messages}

        found: dict[str, tuple[Turn, int]] = talk.once(("turn of",), places)
        return found[message.id]


def _whole(marked: Marked, match: Match) -> bool:
    """Whether the sentence of a match says nothing beside it."""
    reading = marked.reading
    others = (i for i in range(*reading.sentence_of(match.head)) if i not in match.tokens)
    return all(not reading.texts[i].isalnum() or reading.forms[i] in FILLERS for i in others)
