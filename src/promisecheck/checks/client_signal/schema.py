"""The schema of a client-signal rule: patterns in the client's words, and what kind of record answers them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule
from promisecheck.rules.schema import Closed, Find, Text


class Directions(Closed):
    """Directions of investment: a signal of `category` counts only if it names one that the company lacks.

    `families` are word lists, each of one direction with its kinds; the company's own are in the settings.
    `vague` lists words that stand where a direction may, and are none.
    """

    category: str
    families: list[str] = Field(min_length=1)
    vague: list[str] = Field(default_factory=list)


class Answered(Closed):
    """A question that the employee's next words answer in the negative: «рудники финансируете?» – «рудники нет».

    The client asks for what the company lacks, whatever it is called.
    """

    category: str
    asked: Find
    reply: Find


class Topic(Closed):
    """What a signal is about: the first topic whose word lists it touches."""

    title: Text
    words: list[str] = Field(min_length=1)


class ClientSignalRule(ForbiddenMeaningRule):
    """A rule of this kind. `record` is the kind of record that answers it, `recipient` who should get it."""

    kind: Literal["client-signal"]
    speaker: Literal["employee", "client"] = "client"
    record: Literal["direction_request", "client_voice", "client_trait"]
    recipient: Text
    idle: list[str] = Field(default_factory=list)  # lists of words that say nothing of what is asked: «хочу», «просьба»
    kin: list[str] = Field(default_factory=list)  # lists whose words mean the same when a record is compared
    apart: Literal["clause", "sentence"] = "clause"  # what parts two signals, each of which wants its own record
    directions: Directions | None = None
    answered: Answered | None = None
    topics: dict[str, Topic] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _direction_category_exists(self) -> ClientSignalRule:
        for part in (self.directions, self.answered):
            if part and part.category not in self.categories:
                raise ValueError(f"no category «{part.category}»; there are: {', '.join(self.categories)}")
        return self
