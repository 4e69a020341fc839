"""What a text claims of an investment as five answers: outcome, polarity, commitment, whose word, domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning import assertion
from promisecheck.language.context import Cue
from promisecheck.language.context.condition import conditional, irreal
from promisecheck.language.context.cue import ADVERSATIVE, cue
from promisecheck.language.context.governors import governors
from promisecheck.language.context.hedge import exemplary, hedged
from promisecheck.language.context.negation import fronted, negators, outer_negators
from promisecheck.language.context.question import asked, rhetorical
from promisecheck.language.context.reported import is_ours, others, reported
from promisecheck.language.context.warning import warned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.checks.forbidden_meaning.schema import Commitment, Outcome
    from promisecheck.rules.match import Marked, Match

# What a negation may reach a bad outcome through: «риска не будет», «не даст деньгам пропасть».
THROUGH = ("бытие", "может", "допустить", "возможность")


@dataclass(slots=True)
class Pledge:
    """A promise or a word of certainty, and what takes it back."""

    match: Match
    group: Commitment
    undone: list[Cue]
    used: bool = False


@dataclass(slots=True)
class Claim:
    """An outcome with the five answers; `excuses` says why it is no violation (empty: it is one)."""

    match: Match
    group: Outcome
    polarity: list[Cue]
    level: str
    pledge: Pledge | None = None
    excuses: list[Cue] = field(default_factory=list)
    category: str = ""

    @property
    def favourable(self) -> bool:
        """A good outcome affirmed or a bad one denied."""
        return (self.group.outcome == "good") == (len(self.polarity) % 2 == 0)


def pledges(marked: Marked, found: Sequence[tuple[Match, Commitment]]) -> list[Pledge]:
    """Every promise and word of certainty with the cues that take it back."""
    return [Pledge(match, group, _undoing(marked, match, group)) for match, group in found]


def _undoing(marked: Marked, match: Match, group: Commitment) -> list[Cue]:
    head = match.head
    denied = _denial(marked, match, group)
    if denied:
        return denied
    found = asked(marked, head) or reported(marked, head) or warned(marked, head) or irreal(marked, head)
    found = [c for c in found if not match.start <= c.start < match.end]  # «как пить дать» asks nothing
    if found or group.level == "certain":
        return found
    found = [] if "1per" in marked.reading.grams(head) else others(marked, head)
    if found:
        return found
    if "VERB" in marked.reading.grams(head) and not is_ours(marked, head):
        return assertion.someone_elses(marked, head)
    return assertion.bygone(marked, head) or assertion.aimed(marked, head)


def _denial(marked: Marked, match: Match, group: Commitment) -> list[Cue]:
    """The negation of the commitment itself. A word of certainty is denied only by a «не» right before it."""
    reading = marked.reading
    if group.level == "certain":
        above = reading.heads[match.head]
        if "impr" in reading.grams(above) and _adverb(marked, match):
            return [cue(above, "service")]  # «обязательно прочитайте о рисках»
        before = {match.start - 1, match.head - 1} - set(match.tokens)
        return [cue(k, "negated") for k in before if k >= 0 and marked.reading.forms[k] == "не"]
    cues = [*negators(marked, match.head), *rhetorical(marked, match.head)]
    denied = [c for c in cues if not match.start <= c.start < match.end]
    clause = reading.clause_of(match.head)
    if "1per" in reading.grams(match.head) and not clause.opener:  # «обещаю, убытка не будет»: the «не» is not its own
        denied = [c for c in denied if c.start < clause.end]
    return denied if len(denied) % 2 == 1 else fronted(marked, match.head)


def claim(marked: Marked, match: Match, group: Outcome, beside: Sequence[Pledge]) -> Claim:
    """The five answers for one outcome; `beside` are the commitments of its sentence and of those next to it."""
    head = match.head
    bad = group.outcome == "bad"
    polarity = negators(marked, head, through=THROUGH if bad else ())
    own = {k for p in beside if p.group.level == "certain" for k in range(p.match.start, p.match.end)}
    own -= set(range(match.start, match.end))  # «не вызывает сомнений», «не обсуждается» deny no outcome
    polarity = sorted([c for c in polarity if c.start not in own] + rhetorical(marked, head))
    level, cues = assertion.level(marked, head, polarity)
    made = Claim(match, group, polarity, level)
    made.pledge, taken_back = _commitment(marked, match, beside)
    if made.pledge:
        made.pledge.used = True
        if level not in ("aimed", "past") or made.pledge.group.level == "promised":
            made.level = made.pledge.group.level
    made.excuses = _excuses(marked, made, cues, taken_back)
    return made


def _excuses(marked: Marked, made: Claim, cues: list[Cue], taken_back: list[Cue]) -> list[Cue]:
    """Why the claim is no violation, the plainest reason first."""
    head = made.match.head
    if not made.favourable:
        return made.polarity or [_denied_by_nature(made)]
    found = [c for c in outer_negators(marked, head, made.polarity) if not _within(c, made)]
    found = found or assertion.mentioned(marked, head)
    if found:
        return found
    found = taken_back or asked(marked, head) or reported(marked, head) or warned(marked, head)
    found = found or irreal(marked, head) or conditional(marked, head)
    if not found and made.group.only and made.pledge and made.level == "promised":
        found = assertion.serves(marked, head, made.pledge.match.head)
    if not found and made.group.only and made.pledge and made.level == "certain":
        found = assertion.unsupported(marked, head, range(made.pledge.match.start, made.pledge.match.end))
    if found or made.level == "promised":
        return found
    found = exemplary(marked, head) or [c for c in hedged(marked, head) if not _within(c, made)]
    if found:
        return found
    if made.level in ("asserted", "certain"):
        return []
    if made.level == "past" and made.group.past:
        return []
    if made.level == "possible" and made.group.possible:
        return []
    return cues


def _denied_by_nature(made: Claim) -> Cue:
    return Cue(made.match.start, made.match.end, "bad outcome affirmed")


def _within(cue: Cue, made: Claim) -> bool:
    """Whether the cue is a word of the claim or its commitment itself."""
    if made.match.start <= cue.start < made.match.end and cue.start in made.match.tokens:
        return True
    pledge = made.pledge
    return pledge is not None and pledge.match.start <= cue.start < pledge.match.end


def _commitment(marked: Marked, match: Match, beside: Sequence[Pledge]) -> tuple[Pledge | None, list[Cue]]:
    """The strongest commitment that bears on the outcome, and the cues that take back one which governs it."""
    standing: list[Pledge] = []
    taken_back: list[Cue] = []
    for pledge in beside:
        hold = _hold(marked, pledge, match)
        if not hold:
            continue
        if not pledge.undone:
            standing.append(pledge)
        elif hold == "governs":
            taken_back = taken_back or pledge.undone
            pledge.used = True
    if standing:
        standing.sort(key=lambda p: p.group.level != "promised")
        return standing[0], []
    return None, taken_back


def _hold(marked: Marked, pledge: Pledge, match: Match) -> str:
    """How a commitment reaches an outcome: it governs it, stands beside it, or (empty) does neither."""
    reading = marked.reading
    here, there = match.head, pledge.match.head
    if there in match.tokens or there in governors(reading, here) or here in governors(reading, there):
        return "governs"
    gap = reading.clause_at[here] - reading.clause_at[there]
    if pledge.group.level == "promised" and _has_own_object(marked, pledge):
        return ""
    if gap == 0:
        return "governs"
    one, two = reading.clause_of(here), reading.clause_of(there)
    if gap == 1 and one.opener in ("что", "будто") and one.sentence == two.sentence:
        return "governs"
    if abs(gap) == 1 and one.sentence == two.sentence and (pledge.group.reach == "sentence"):
        later = one if gap > 0 else two
        return "" if later.opener in ADVERSATIVE else "beside"
    if pledge.group.reach == "sentence" and abs(one.sentence - two.sentence) == 1 and two.end - two.start <= 6:
        return "beside"
    return ""


def _has_own_object(marked: Marked, pledge: Pledge) -> bool:
    """«Обещаю перезвонить, …»: what is promised is said, so nothing beside it is."""
    reading = marked.reading
    kids = [k for i in pledge.match.tokens for k in reading.children[i] if k not in pledge.match.tokens]
    objects = [k for k in kids if reading.rels[k] in ("obj", "xcomp", "nsubj:pass") or _answered_for(marked, k)]
    return any({"NOUN", "inan"} <= reading.grams(k) or "INFN" in reading.grams(k) for k in objects)


def _answered_for(marked: Marked, k: int) -> bool:
    return any(marked.reading.forms[n] == "за" for n in marked.reading.children[k])


def _adverb(marked: Marked, match: Match) -> bool:
    return match.end - match.start == 1 and "ADVB" in marked.reading.grams(match.head)
