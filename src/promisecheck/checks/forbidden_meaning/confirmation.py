"""A reply that turns the client's question into a promise: «точно заработаю?» – «конечно»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.span import clause_finding

if TYPE_CHECKING:
    from promisecheck.checks.forbidden_meaning.engine import Engine
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message

OPENING = 6  # tokens of the reply in which the yes must begin


def confirmed(engine: Engine, talk: Talk, message: Message) -> list[Finding]:
    """The finding for a reply that says yes to an asked promise, or no to an asked risk."""
    said = engine.rule.confirmation
    question = _question(talk, message)
    if said is None or question is None:
        return []
    shallow = talk.shallow(message)
    present = shallow.present()
    if not (engine.yes.could_match(present) or engine.no.could_match(present)):
        return []
    asked_good, asked_bad = _asked(engine, talk, question)
    if not (asked_good or asked_bad):
        return []
    marked = talk.deep(message)
    for compiled, wanted in ((engine.yes, asked_good), (engine.no, asked_bad)):
        for match, _ in compiled.find(marked):
            if wanted and match.start < OPENING and not _turned(marked, match.end):
                return [clause_finding(marked, [match], said.category)]
    return []


def _question(talk: Talk, message: Message) -> Message | None:
    """The client's message just before this reply."""
    for earlier in talk.before(message):
        if earlier.role == "client" and earlier.text.strip():
            return earlier
        if earlier.role == "employee":
            return None
    return None


def _asked(engine: Engine, talk: Talk, question: Message) -> tuple[bool, bool]:
    """Whether the client asks for a promise (yes confirms it), or after a risk (no denies it)."""
    trace = engine.examined(talk, question)
    counted = [c for c in trace.claims if c.group.only is None or c.pledge]
    good = any(c.favourable and _is_question(c.excuses) for c in counted)
    bad = any(not c.favourable and c.group.outcome == "bad" for c in counted)
    return good, bad


def _is_question(excuses: list) -> bool:  # type: ignore[type-arg]
    return not excuses or any(cue.kind in ("asked", "possible", "infinitive", "aimed") for cue in excuses)


def _turned(marked: object, end: int) -> bool:
    """Whether the reply goes on with «но», «однако», «не»: a yes that is taken back."""
    reading = marked.reading  # type: ignore[attr-defined]
    return any(reading.forms[k] in ("но", "однако", "не", "если", "обещать") for k in range(end, min(end + 4, len(reading))))
