"""The kinds of check. A new kind is one module with a `Kind` and one line in `KINDS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from promisecheck.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.checks.kind import Kind

# The name a rule gives as its `kind` -> the module that holds it (imported when a rule of it is loaded).
KINDS: dict[str, str] = {
    "answered": "promisecheck.checks.timing.answered",
    "argument": "promisecheck.checks.argument",
    "attestation": "promisecheck.checks.attestation",
    "client-data": "promisecheck.checks.client_data",
    "client-signal": "promisecheck.checks.client_signal",
    "channel-owner": "promisecheck.checks.channel_owner",
    "forbidden-meaning": "promisecheck.checks.forbidden_meaning",
    "forbidden-words": "promisecheck.checks.forbidden_words",
    "outreach-day": "promisecheck.checks.calendar.outreach",
    "reminder": "promisecheck.checks.calendar.reminder",
    "required-words": "promisecheck.checks.required_words",
    "response-time": "promisecheck.checks.timing.response_time",
    "undivided-attention": "promisecheck.checks.timing.attention",
}


def kind_of(data: Any, path: Path) -> Kind:
    """The kind that a rule file names; raises `RuleError`."""
    from promisecheck.rules import yaml

    name = data.get("kind") if isinstance(data, dict) else None
    if name not in KINDS:
        line, column = yaml.place(data, ("kind",))
        known = ", ".join(sorted(KINDS))
        raise RuleError(f"no kind of check «{name}»; there are: {known}", path=path, line=line, column=column)
    return kind_named(name)


def kind_named(name: str) -> Kind:
    """The kind of that name; raises `KeyError`."""
    kind: Kind = import_module(KINDS[name]).KIND
    return kind
