"""Conversations and reports as hypothesis makes them up."""

from datetime import timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from promisecheck.conversation import Channel
from promisecheck.report import Outcome, Report, Violation

texts = st.text(st.characters(codec="utf-8"), max_size=30)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=offsets).map(lambda moment: moment.isoformat())
scalars = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | texts
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
unknown = st.dictionaries(names.map(lambda name: f"x_{name}"), values, max_size=2)


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    known = st.fixed_dictionaries(required, optional=optional or {})
    return st.builds(lambda more, fields: {**more, **fields}, unknown, known)


messages = _object(
    {"role": st.sampled_from(["employee", "client", "bot", "system"]), "text": texts},
    {"sent_at": moments, "kind": st.sampled_from(["text", "missed_call", "attachment"])},
)
conversations = _object(
    {"id": texts, "channel": st.sampled_from(get_args(Channel)), "messages": st.lists(messages, max_size=4)},
    {
        "direction": st.sampled_from(["inbound", "outbound", None]),
        "employee": texts | st.none(),
        "client": _object({}, {"name": texts, "phone": texts, "email": st.none()}),
        "meetings": st.lists(_object({"id": texts, "scheduled_at": moments}, {"agreed_at": moments}), max_size=2),
        "contract_signed": st.booleans(),
        "records": st.lists(_object({"kind": st.just("client_voice"), "text": texts}), max_size=2),
        "attestations": st.lists(_object({"rule_id": texts, "ok": st.booleans()}), max_size=2),
    },
)


def _violations(severities: list[str]) -> st.SearchStrategy[list[Violation]]:
    places = st.none() | st.integers(0, 500)
    one = st.builds(
        Violation,
        message_id=texts | st.none(),
        start=places,
        end=places,
        quote=texts | st.none(),
        severity=st.sampled_from(severities),
        category=names,
        explanation=texts,
        suggestion=texts,
    )
    return st.lists(one, max_size=3)


outcomes = st.builds(
    Outcome,
    rule_id=names,
    clause=st.sampled_from(["1.6", "2.3"]),
    status=st.sampled_from(["violated", "passed", "not_applicable", "not_observable"]),
    violations=_violations(["block", "warn"]),
    notes=_violations(["info"]),
)
reports = st.builds(Report, conversation_id=texts, outcomes=st.lists(outcomes, max_size=4), metadata=unknown)
