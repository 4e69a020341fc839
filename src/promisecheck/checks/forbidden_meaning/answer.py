"""A bare figure in reply to the client's «сколько я заработаю?»: a forecast without a word of income in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.confirmation import question_before
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.language.context.condition import conditional, irreal
from promisecheck.language.context.hedge import exemplary, hedged, possible
from promisecheck.language.context.negation import is_negated
from promisecheck.language.context.past import past
from promisecheck.language.context.question import asked
from promisecheck.language.context.reported import reported
from promisecheck.language.context.warning import warned

if TYPE_CHECKING:
    from promisecheck.checks.forbidden_meaning.engine import Engine
    from promisecheck.checks.forbidden_meaning.finding import Finding
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.rules.match import Marked, Match

EXCUSES = (hedged, possible, conditional, irreal, exemplary, past, asked, reported, warned)


def answered(engine: Engine, talk: Talk, message: Message) -> list[Finding]:
    """The finding for the figure that answers a question after income."""
    answer = engine.rule.answer
    if answer is None or not engine.figure.could_match(talk.shallow(message).present()):
        return []
    question = question_before(engine, talk, message)
    if question is None or not engine.asked.could_match(talk.shallow(question).present()):
        return []
    if next(engine.asked.find(talk.deep(question)), None) is None:
        return []
    marked = talk.deep(message)
    for match, _ in engine.figure.find(marked):
        if not _excused(engine, marked, match):
            return [clause_finding(marked, [match], answer.category)]
    return []


def _excused(engine: Engine, marked: Marked, match: Match) -> bool:
    """Whether the figure is somebody's fee, an example, a hope … or nothing is promised in the same breath."""
    reading = marked.reading
    start, end = reading.sentence_of(match.head)
    if any(marked.has(k, *engine.rule.answer.unless) for k in range(start, end)):  # type: ignore[union-attr]
        return True
    return is_negated(marked, match.head) or any(excuse(marked, match.head) for excuse in EXCUSES)
