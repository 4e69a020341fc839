"""A reply that turns the client's question into a promise: «точно заработаю?» – «конечно»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.language.context.hedge import HEDGES
from promisecheck.language.context.question import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.checks.forbidden_meaning.claims import Claim
    from promisecheck.checks.forbidden_meaning.engine import Engine
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.language.context import Cue
    from promisecheck.rules.match import Marked, Match

OPENING = 6  # tokens of the reply in which the yes must begin
PAUSE = 4  # words of an employee's message that only asks to wait
TURNS = frozenset({"но", "однако", "если"})
CONTRARY = frozenset("никто наоборот обратное неизвестно зависит смотря".split())
UNSURE = frozenset({"мочь", "знать", "сказать", "обещать", "гарантировать", "точно", "факт", "готовый", "уверенный"})
OTHER = "не-деньги"  # паспорт, анкета, созвон …
OPEN = frozenset({"asked", "possible", "infinitive", "bad outcome affirmed"})


def confirmed(engine: Engine, talk: Talk, message: Message) -> list[Finding]:
    """The finding for a reply that says yes to an asked promise, or no to an asked risk."""
    said = engine.rule.confirmation
    if said is None or not _says_something(engine, talk, message):
        return []
    question = question_before(engine, talk, message)
    if question is None:
        return []
    asked_good, asked_bad = _asked(engine, talk, question)
    if not (asked_good or asked_bad):
        return []
    marked = talk.deep(message)
    for compiled, wanted in ((engine.yes, asked_good), (engine.no, asked_bad)):
        for match, _ in compiled.find(marked):
            if wanted and match.start < OPENING and not _taken_back(engine, talk, message, match):
                return [clause_finding(marked, [match], said.category)]
    return []


def _says_something(engine: Engine, talk: Talk, message: Message) -> bool:
    """Whether a yes or a no stands in the message."""
    present = talk.shallow(message).present()
    return engine.yes.could_match(present) or engine.no.could_match(present)


def question_before(engine: Engine, talk: Talk, message: Message) -> Message | None:
    """The client's message before this reply; a short «минутку» of the employee's between them parts nothing."""
    for earlier in talk.before(message):
        if earlier.role == "client" and earlier.text.strip():
            return earlier
        if earlier.role == "employee" and (len(earlier.text.split()) > PAUSE or _says_something(engine, talk, earlier)):
            return None
    return None


def _asked(engine: Engine, talk: Talk, question: Message) -> tuple[bool, bool]:
    """Whether the client asks for a promise (yes confirms it), or after a risk (no denies it).

    «Я не потеряю?» asks both ways: «да» and «нет» say the same.
    """
    trace = engine.examined(talk, question, whole=True)
    marked = talk.deep(question)
    claims = [c for c in trace.claims if _is_question(c.excuses) and _of_investments(marked, c)]
    good = any(c.favourable for c in claims)
    bad = any(c.group.outcome == "bad" for c in claims if c.polarity or not c.favourable)
    return good, bad


def _of_investments(marked: Marked, made: Claim) -> bool:
    """Not what is past, nor a bare «вернёте» that asks for a passport or a call."""
    if made.level == "past" and not made.group.past:
        return False
    start, end = marked.reading.sentence_of(made.match.head)
    return not (made.group.only and any(marked.has(k, OTHER) for k in range(start, end)))


def _is_question(excuses: Sequence[Cue]) -> bool:
    return not excuses or any(cue.kind in OPEN for cue in excuses)


def _taken_back(engine: Engine, talk: Talk, message: Message, match: Match) -> bool:
    """Whether the reply goes on with «но», denies what was asked, hedges or refuses to promise."""
    marked = talk.deep(message)
    reading = marked.reading
    after = range(match.end, min(match.end + 4, len(reading)))
    if any(reading.forms[k] in TURNS for k in after) or any(form in CONTRARY for form in reading.forms):
        return True
    denied = (k for k in range(match.start + 1, len(reading)) if reading.forms[k - 1] == "не")
    if any(reading.words[k].lemmas & UNSURE for k in denied):
        return True
    if any(marked.has(k, HEDGES) and reading.grams(k).isdisjoint({"impr", "INFN"}) for k in range(len(reading))):
        return True
    if match.end - match.start == 1 and asked(marked, match.head):
        return True
    trace = engine.examined(talk, message, whole=True)
    return any(not c.favourable for c in trace.claims) or any(
        p.group.level == "promised" and p.undone for p in trace.pledges
    )
