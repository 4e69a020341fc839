"""promisecheck: what a company says to its clients, checked rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from promisecheck.checker import Checker
    from promisecheck.conversation import Conversation, Message
    from promisecheck.gate.gate import Gate
    from promisecheck.report import Report

__all__ = ["Checker", "Conversation", "Gate", "Message", "Report"]

_HOME = {
    "Checker": "promisecheck.checker",
    "Conversation": "promisecheck.conversation",
    "Gate": "promisecheck.gate.gate",
    "Message": "promisecheck.conversation",
    "Report": "promisecheck.report",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for: a hook must start quickly."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
