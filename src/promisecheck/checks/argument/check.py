"""Quarrels: an employee answers objections without entering into an argument (memo, clause 1.7)."""

from __future__ import annotations

from promisecheck.checks.argument.engine import ArgumentEngine
from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck


class ArgumentCheck(ForbiddenMeaningCheck):
    """One rule of this kind, ready to judge."""

    ENGINE = ArgumentEngine
