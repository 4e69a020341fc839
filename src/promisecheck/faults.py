"""Faults of ours, told without the text they happened on."""

from __future__ import annotations

import traceback
from pathlib import Path


def internal_error(error: Exception) -> str:
    """The fault by its type and place; its own words might hold a message, and logs must not."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"internal error {type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}; please report it"
