"""What `/v1/rules` tells of the pack, read anew at every reload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.rules.pack import Pack


class RuleList:
    """The rules at work, and why the last reload failed, if it did."""

    def __init__(self, folder: Path | str | None):
        self.folder = folder
        self.error: str | None = None
        self.rows: list[dict[str, Any]] = []

    def read(self) -> RuleList:
        """Read the folder; raises `RuleError`."""
        from promisecheck.rules.pack import load_pack

        self.rows = rows(load_pack(self.folder))
        return self


def rows(pack: Pack) -> list[dict[str, Any]]:
    """One object a rule, in the order of the memo."""
    return [
        {
            "id": rule.id,
            "clause": rule.clause,
            "kind": rule.kind,
            "title": rule.title.model_dump(),
            "about": rule.about.model_dump(),
            "categories": {
                name: {"severity": category.severity, "explanation": category.explanation.model_dump(),
                       "suggestion": category.suggestion.model_dump()}
                for name, category in rule.categories.items()
            },
        }
        for rule in pack.rules
    ]  # fmt: skip
