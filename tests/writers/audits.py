"""Audited conversations as hypothesis makes them up: reports whose places hold in their messages."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from month import RULES

from promisecheck.conversation import Conversation
from promisecheck.report import Delay, Outcome, Report, Violation
from promisecheck.writers import Outputs
from promisecheck.writers.base import Audited
from strategies import conversations, texts

FORMULA = [
    "=1+1",
    "+7 916",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =cmd|' /C calc'!A0",
    "＝1",
    "\u200b=1",
    '=HYPERLINK("x")',
]
NASTY = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "<img src=x onerror=alert(1)>",
    '"; alert(1); "',
    "\u2028\u2029\u0085",
    "a\x00b\x1b[31m",
    "\ufffe\uffff ]]>",
    "👩‍👩‍👧 e\u0301 \u202eабв",
    "{{ 7*7 }} {% raw %}",
    *FORMULA,
]
any_text = texts | st.sampled_from(NASTY)


@st.composite
def audits(draw: Any, text: st.SearchStrategy[str] = any_text) -> Audited:
    """A conversation and a report of it, with violations, notes and delays."""
    given = draw(conversations)
    for message in given["messages"]:
        message["text"] = draw(text)
    conversation = Conversation.read(given)
    outcomes = [draw(_outcome(rule, conversation, text)) for rule in draw(st.lists(st.sampled_from(RULES), max_size=3))]
    report = Report(conversation_id=conversation.id, outcomes=outcomes, metadata=conversation.metadata())
    path = draw(st.none() | st.just(Path("март 2026/a#b?.jsonl")))
    return Audited(report, draw(st.just(conversation) | st.none()), path, path and draw(st.integers(1, 10**6)))


@st.composite
def _outcome(draw: Any, rule: Any, conversation: Conversation, text: st.SearchStrategy[str]) -> Outcome:
    status = draw(st.sampled_from(["violated", "passed", "not_applicable", "not_observable"]))
    found = [draw(_found(conversation, text, ["block", "warn"])) for _ in range(draw(st.integers(1, 2)))]
    notes = draw(st.lists(_found(conversation, text, ["info"]), max_size=1))
    delays = draw(st.lists(_delay(conversation), max_size=2)) if conversation.messages else []
    return Outcome(
        rule_id=rule.id,
        clause=rule.clause,
        status=status,
        violations=found if status == "violated" else [],
        notes=notes,
        delays=delays,
    )


@st.composite
def _found(draw: Any, conversation: Conversation, text: st.SearchStrategy[str], severities: list[str]) -> Violation:
    message = draw(st.sampled_from(conversation.messages)) if conversation.messages else None
    start = end = quote = None
    if message and message.text and draw(st.booleans()):
        start = draw(st.integers(0, len(message.text) - 1))
        end = draw(st.integers(start + 1, len(message.text)))
        quote = message.text[start:end]
    return Violation(
        message_id=message.id if message else None,
        start=start,
        end=end,
        quote=quote,
        severity=draw(st.sampled_from(severities)),
        category=draw(st.sampled_from(["promise", "other_way"])),
        explanation=draw(text),
        suggestion=draw(text),
    )


@st.composite
def _delay(draw: Any, conversation: Conversation) -> Delay:
    ids = st.sampled_from([message.id for message in conversation.messages])
    seconds = draw(st.none() | st.integers(0, 10**6))
    low = draw(st.none() | st.integers(0, 1000))
    return Delay(
        message_id=draw(ids),
        answer_id=draw(st.none() | ids),
        seconds=seconds,
        at_least=low,
        at_most=None if low is None else low + draw(st.integers(0, 500)),
    )


def write(out: Path, given: list[Audited], lang: str = "ru", errors: list[Any] = (), **more: Any) -> Path:
    """Write them as an audit would."""
    with Outputs([str(out)], lang, rules=RULES, **more) as outputs:
        for audited in given:
            outputs.write(audited)
        for error in errors:
            outputs.unread(error)
    return out
