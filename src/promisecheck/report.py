"""What a check says of a conversation (contract §2). Nothing after this looks at text again."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

Severity = Literal["block", "warn", "info"]
Status = Literal["violated", "passed", "not_applicable", "not_observable"]
Verdict = Literal["block", "warn", "pass"]


class Violation(BaseModel):
    """A place that breaks a rule, or (severity `info`) a note for a person to look at.

    `start` and `end` count characters of the message as it was given, so `text[start:end] == quote`;
    all three are null where something is missing from the message.
    """

    model_config = ConfigDict(frozen=True)

    message_id: str | None
    start: int | None
    end: int | None
    quote: str | None
    severity: Severity
    category: str
    explanation: str
    suggestion: str


class Delay(BaseModel):
    """How long an incoming message waited for its answer, in seconds; null where the times do not tell.

    `seconds` is exact; `at_least` and `at_most` bound what times without seconds leave open.
    """

    model_config = ConfigDict(frozen=True)

    message_id: str
    answer_id: str | None
    seconds: float | None
    at_least: float | None
    at_most: float | None


class Outcome(BaseModel):
    """What one rule says of the conversation; `delays` stands only where a rule measures them."""

    model_config = ConfigDict(frozen=True)

    rule_id: str
    clause: str
    status: Status
    violations: list[Violation] = Field(default_factory=list)
    notes: list[Violation] = Field(default_factory=list)
    delays: list[Delay] = Field(default_factory=list, exclude_if=lambda delays: not delays)


class Report(BaseModel):
    """One outcome for every rule of the pack, in the order of the memo."""

    model_config = ConfigDict(frozen=True)

    conversation_id: str
    outcomes: list[Outcome]
    metadata: dict[str, Any] = Field(default_factory=dict)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def verdict(self) -> Verdict:
        """The worst severity of the violations."""
        found = {violation.severity for outcome in self.outcomes for violation in outcome.violations}
        return "block" if "block" in found else "warn" if "warn" in found else "pass"

    @property
    def violations(self) -> list[Violation]:
        """All violations of all rules, in the order of the memo."""
        return [violation for outcome in self.outcomes for violation in outcome.violations]

    def outcome(self, rule_id: str) -> Outcome:
        """The outcome of one rule; raises `KeyError` for a rule that the pack does not hold."""
        for outcome in self.outcomes:
            if outcome.rule_id == rule_id:
                return outcome
        raise KeyError(rule_id)
