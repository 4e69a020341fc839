"""Dialogue acts: what a message does – objects, complains, asks, thanks; acknowledges, apologises, rebuts.

Worked out from words, their order and the marks of a question, without the parser: both sides of a long
conversation are looked at. The acts are those of dialogue act schemes (J. Allen and M. Core, DAMSL, 1997), as far as
the memo needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.question import OPENERS
from promisecheck.rules.compile import compile_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from promisecheck.checks.argument.schema import Act
    from promisecheck.checks.argument.turns import Turn
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack

_LIGHT = frozenset({"CONJ", "PRCL", "INTJ", "PNCT"})  # what may stand before the head of a sentence
_ASKS = {"client": "question", "employee": "clarification"}


class Acts:
    """The acts of messages by the patterns of a rule."""

    def __init__(self, groups: Sequence[Act], pack: Pack, rule_id: str):
        self._compiled = {
            side: compile_groups([group for group in groups if group.by == side], pack, rule_id) for side in _ASKS
        }

    def of_turn(self, talk: Talk, turn: Turn) -> frozenset[str]:
        """What a turn does: everything its messages do."""
        return frozenset(act for message in turn.messages for act in self.of(talk, message))

    def of(self, talk: Talk, message: Message) -> frozenset[str]:
        """What a message does; nothing is known of bots and systems."""
        return frozenset(act for act, _ in self._known(talk, message))

    def places(self, talk: Talk, message: Message, acts: Collection[str]) -> list[Match]:
        """Where a message does one of some acts, in order; the marks of a question are no place."""
        found = [match for act, match in self._known(talk, message) if match and act in acts]
        return sorted(found, key=lambda match: match.start)

    def _known(self, talk: Talk, message: Message) -> list[tuple[str, Match | None]]:
        if message.role not in self._compiled:
            return []
        return talk.once(("acts", id(self), message.id), lambda: list(self._found(talk, message)))

    def _found(self, talk: Talk, message: Message) -> Iterator[tuple[str, Match | None]]:
        marked, compiled = talk.light(message), self._compiled[message.role]
        if _asks(marked):
            yield _ASKS[message.role], None
        if not compiled.could_match(marked.all_present):
            return
        for match, group in compiled.find(marked.ready()):
            if _denied(marked, match) or (group.opening and not _opens(marked, match)):
                continue
            if _next_word(marked, match) not in group.unless_next:
                yield group.act, match


def _asks(marked: Marked) -> bool:
    """A question mark, or a question word at the head of a sentence where there are no marks at all."""
    reading = marked.reading
    if any("?" in text for text in reading.texts):
        return True
    return any(_opens_with_question(marked, *bounds) for bounds in reading.sentences)


def _opens_with_question(marked: Marked, start: int, end: int) -> bool:
    for i in range(start, end):
        if marked.has(i, OPENERS) or not _is_light(marked, i):
            return marked.has(i, OPENERS)
    return False


def _denied(marked: Marked, match: Match) -> bool:
    before = match.start - 1
    return before >= 0 and marked.reading.forms[before] in ("не", "ни")


def _opens(marked: Marked, match: Match) -> bool:
    start, _ = marked.reading.sentence_of(match.start)
    return all(_is_light(marked, i) for i in range(start, match.start))


def _next_word(marked: Marked, match: Match) -> str:
    words = range(match.end, len(marked.reading))
    return next((marked.reading.forms[i] for i in words if marked.reading.texts[i].isalnum()), "")


def _is_light(marked: Marked, i: int) -> bool:
    grams = marked.reading.grams(i)
    return not grams or not grams.isdisjoint(_LIGHT) or not marked.reading.texts[i].isalnum()
