"""Wordings of a rule: what is said in a message, and what takes it back. Nothing is parsed for them.

Courtesies are short and follow no grammar («сорян, завертелся», «чай, кофе?»): patterns and the words beside them say
more than a tree does, and a transcript has no trees worth the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

from pydantic import BeforeValidator, Field

from promisecheck.checks.contexts import context_excuses
from promisecheck.explain import Place, Spot, spot, spots
from promisecheck.language.context import Cue
from promisecheck.language.context.cue import ADVERSATIVE, cue
from promisecheck.language.segment import is_symbol
from promisecheck.rules.compile import check_flat, check_lists, compile_groups
from promisecheck.rules.schema import Context, Find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack

BESIDE = 7  # words on either side of a match in which `unless` looks
LIGHT = "лёгкие-слова"  # ну, всем, вам, тогда …: words beside which a wording still stands alone
_NAMES = frozenset({"Name", "Patr", "Surn"})


class Wording(Find):
    """Patterns for one thing to say. `head` is the word whose context decides.

    `near` – one of these word lists must stand in the same sentence.
    `unless` – none of these beside the match, between the same marks; `unless_clause` – none in its clause, up to an
    «а» or «но»; `unless_sentence` – none in its sentence.
    `but_not` – patterns that share a word with the match and make it something else.
    `alone` – nothing but light words stands between the same marks; `opens`, `closes` – nothing but such words stands
    before it, or after it, in the message.
    `must_be` – only in these contexts; `excused_by` – not in these.
    `answering` – the other side's message right before must hold a word of one of these lists.
    """

    near: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)
    unless_clause: list[str] = Field(default_factory=list)
    unless_sentence: list[str] = Field(default_factory=list)
    but_not: Annotated[list[str], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)] = Field(
        default_factory=list
    )
    alone: bool = False
    opens: bool = False
    closes: bool = False
    must_be: list[Context] = Field(default_factory=list)
    answering: list[str] = Field(default_factory=list)
    excused_by: list[Context] = Field(default_factory=list)


W = TypeVar("W", bound=Wording)


@dataclass(frozen=True, slots=True)
class Said(Generic[W]):
    """A wording found in a message; it counts unless something takes it back."""

    match: Match
    wording: W
    taken_back: tuple[Cue, ...] = ()


class Wordings(Generic[W]):
    """The compiled wordings of a rule."""

    def __init__(self, wordings: Sequence[W], pack: Pack, rule_id: str):
        self._compiled = compile_groups(wordings, pack, rule_id)
        check_flat(wordings, pack, rule_id)
        check_lists([LIGHT] if any(one.alone or one.opens or one.closes for one in wordings) else [], pack, rule_id)
        self._masks = {
            id(one): compile_groups([Find(find=one.but_not)], pack, rule_id) for one in wordings if one.but_not
        }

    def could_say(self, talk: Talk, message: Message) -> bool:
        """Whether the words that some pattern needs are all there."""
        return self._compiled.could_match(talk.light(message).all_present)

    def said(self, talk: Talk, message: Message) -> list[Said[W]]:
        """What the message says, in its order, each with what takes it back."""
        if not message.text.strip() or not self.could_say(talk, message):
            return []
        marked = talk.light(message).ready()
        matches = self._compiled.find(marked)
        found = [
            Said(match, one, tuple(_unanswering(talk, message, match, one) or self._against(marked, match, one)))
            for match, one in matches
        ]
        return sorted(found, key=lambda said: said.match.start)

    def counted(self, talk: Talk, message: Message) -> list[Said[W]]:
        """What the message says and nothing takes back."""
        return [said for said in self.said(talk, message) if not said.taken_back]

    def sources(self, talk: Talk, message: Message) -> list[str]:
        """The patterns that fit, as they stand in the rule file."""
        return self._compiled.sources(talk.light(message).ready())

    def _against(self, marked: Marked, match: Match, one: W) -> list[Cue]:
        """Why a match does not count: the first reason that holds."""
        if one.near and not any(marked.has(i, *one.near) for i in range(*marked.reading.sentence_of(match.head))):
            return [Cue(match.start, match.end, "not near")]
        found = list(_beside(marked, match, one))
        found = found or self._masked(marked, match, one)
        found = found or list(_company(marked, match, one))[:1]
        if not found and any(not context_excuses(marked, match, [name]) for name in one.must_be):
            found = [Cue(match.start, match.end, "not so meant")]
        return found or context_excuses(marked, match, one.excused_by)

    def _masked(self, marked: Marked, match: Match, one: W) -> list[Cue]:
        masks = self._masks.get(id(one))
        for mask, _ in masks.find(marked) if masks else ():
            if not set(mask.tokens).isdisjoint(match.tokens):
                return [Cue(mask.start, mask.end, "something else")]
        return []


def _unanswering(talk: Talk, message: Message, match: Match, one: Wording) -> list[Cue]:
    """That nothing was asked which the match could answer."""
    if not one.answering:
        return []
    others = {"client", "employee"} - {message.role}
    before = next((m for m in talk.before(message) if m.role in others), None)
    if before is not None:
        asked = talk.light(before)
        if any(asked.has(i, *one.answering) for i in range(len(asked.reading))):
            return []
    return [Cue(match.start, match.end, "not asked for")]


def _beside(marked: Marked, match: Match, one: Wording) -> Iterator[Cue]:
    """Words of the lists that may not stand beside a match."""
    reading = marked.reading
    if one.unless:
        pieces = {reading.piece_at[i] for i in match.tokens}
        around = range(max(0, match.start - BESIDE), min(len(reading), match.end + BESIDE))
        yield from _listed(marked, match, [i for i in around if reading.piece_at[i] in pieces], one.unless)
    if one.unless_clause:
        yield from _listed(marked, match, range(*_limb(marked, match.head)), one.unless_clause)
    if one.unless_sentence:
        yield from _listed(marked, match, range(*reading.sentence_of(match.head)), one.unless_sentence)


def _limb(marked: Marked, i: int) -> tuple[int, int]:
    """The clause of a token, cut where «а» or «но» sets two things against each other."""
    clause = marked.reading.clause_of(i)
    turns = [k for k in range(clause.start, clause.end) if marked.reading.forms[k] in ADVERSATIVE]
    start = max((k for k in turns if k <= i), default=clause.start)
    return start, min((k for k in turns if k > i), default=clause.end)


def _listed(marked: Marked, match: Match, where: Iterable[int], names: Sequence[str]) -> Iterator[Cue]:
    return (cue(i, "unless") for i in where if i not in match.tokens and marked.has(i, *names))


def _company(marked: Marked, match: Match, one: Wording) -> Iterator[Cue]:
    """The words that stand where the wording wants none; names and light words do not count."""
    low, high = _stretch(marked, match) if one.alone else (match.start, match.end)
    low, high = 0 if one.opens else low, len(marked.reading) if one.closes else high
    for i in (*range(low, match.start), *range(match.end, high)):
        if not _is_light(marked, i):
            yield cue(i, "company")


def _stretch(marked: Marked, match: Match) -> tuple[int, int]:
    """The tokens between the marks around a match."""
    at = marked.reading.stretch_at
    low, high = match.start, match.end
    while low and at[low - 1] == at[match.start]:
        low -= 1
    while high < len(at) and at[high] == at[match.end - 1]:
        high += 1
    return low, high


def _is_light(marked: Marked, i: int) -> bool:
    text = marked.reading.texts[i]
    if not any(ch.isalnum() for ch in text) or is_symbol(text) or text.isdigit() or marked.has(i, LIGHT):
        return True
    return not marked.reading.grams(i).isdisjoint(_NAMES)


def places(marked: Marked, found: Sequence[Said[W]], categories: Sequence[str] = ()) -> list[Place]:
    """What was found, as `explain` shows it; `categories` are those that each would violate."""
    shown = []
    for n, said in enumerate(found):
        head: Spot = spot(marked, said.match.start, said.match.end, "phrase" if categories else "wording")
        category = categories[n] if categories and not said.taken_back else None
        shown.append(Place(**dict(head), excuses=spots(marked, said.taken_back), category=category))
    return shown
