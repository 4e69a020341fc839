"""Faults of ours, told without the text they happened on."""

from __future__ import annotations

import traceback
from pathlib import Path

from promisecheck.errors import ModelError, PromisecheckError, RuleError


def internal_error(error: Exception) -> str:
    """The fault by its type and place; its own words might hold a message, and logs must not."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"internal error {type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}; please report it"


def fault_of_one(error: Exception) -> str:
    """What failed for one conversation, whose fault ends no batch; raised again if no other could do better."""
    if isinstance(error, ModelError | RuleError):
        raise error
    return str(error) if isinstance(error, PromisecheckError) else internal_error(error)
