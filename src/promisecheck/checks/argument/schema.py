"""The schema of a rule on quarrels: phrases as in a rule on forbidden meaning, and the dialogue around them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule, Phrase
from promisecheck.rules.schema import Closed, Find, as_list

ClientAct = Literal["objection", "complaint", "accusation", "question", "agreement", "thanks"]
EmployeeAct = Literal["acknowledgement", "apology", "own_mistake", "clarification", "rebuttal"]


ClientActs = Annotated[list[ClientAct], BeforeValidator(as_list)]
EmployeeActs = Annotated[list[EmployeeAct], BeforeValidator(as_list)]


class Act(Find):
    """Patterns that show what a message does. Questions need none: they are read off marks and question words.

    `opening` – only at the head of a sentence; `unless_next` – not before these words («извините, но …»).
    """

    act: ClientAct | EmployeeAct
    by: Literal["client", "employee"]
    opening: bool = False
    unless_next: list[str] = Field(default_factory=list)


class Reply(Phrase):
    """A phrase of a quarrel.

    `after` – counts only where the client's turn before does one of these; `excused_after` – excused where it does
    nothing but these; `softened_by` – excused where the employee's own turn does one of these; `whole` – counts only
    where its sentence says nothing else («Нет.»).
    """

    after: ClientActs = Field(default_factory=list)
    excused_after: ClientActs = Field(default_factory=list)
    softened_by: EmployeeActs = Field(default_factory=list)
    whole: bool = False


class Chain(Closed):
    """A quarrel that no single reply shows: objections answered by objections, turn after turn."""

    category: str
    replies: int = Field(2, ge=2)  # in a row; the last of them, and each that follows, violates
    answers: ClientActs
    by: EmployeeActs
    broken_by: EmployeeActs


class ArgumentRule(ForbiddenMeaningRule):
    """A rule of this kind."""

    phrases: list[Reply] = Field(default_factory=list)  # type: ignore[assignment]
    acts: list[Act] = Field(default_factory=list)
    chain: Chain | None = None

    @model_validator(mode="after")
    def _chain_category_exists(self) -> ArgumentRule:
        if self.chain and self.chain.category not in self.categories:
            raise ValueError(f"no category «{self.chain.category}»; there are: {', '.join(self.categories)}")
        return self
