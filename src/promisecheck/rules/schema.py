"""The closed schema of a rule file: an unknown key is an error, not a silence."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Lang = Literal["ru", "en"]
Context = Literal[
    "negated", "asked", "reported", "quoted", "conditional", "irreal", "hedged", "possible", "aimed", "warned", "past",
    "example",
]


def as_list(value: Any) -> Any:
    """A single text as a list of one: in YAML both may be written."""
    return [value] if isinstance(value, str) else value


Patterns = Annotated[list[str], BeforeValidator(as_list), Field(min_length=1)]


class Closed(BaseModel):
    """A part of a rule file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Closed):
    """A text shown to people, in Russian and English."""

    ru: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.ru


class Repair(Closed):
    """How the gate mends a draft that breaks the rule in this way, where the suggestion alone does not say it.

    `text` – what is put into the draft instead of the suggestion; `place` – where, when something is missing: at the
    `start` or at the `end`; without it both are tried. `nowhere`: no words in this message can mend it. `later`: a
    later message may still say it, so it is not held against a draft.
    """

    text: Text | None = None
    place: Literal["start", "end", "nowhere", "later"] | None = None


class Category(Closed):
    """A way to break the rule: how grave it is, why it counts and what to say instead."""

    severity: Literal["block", "warn"]
    explanation: Text
    suggestion: Text
    repair: Repair | None = None


class Example(Closed):
    """An example that proves the rule. `[[…]]` marks the exact span of a violation.

    `turns` (instead of `text`) is a dialogue of lines that begin with «К:» (client), «С:» (employee), «Б:» (bot)
    or «!:» (system); a time may stand between, of the first day («К 10:00:», «С 10:07:30:») or of a later one
    («С +1 09:15:»), and a missed call is «К 10:00 звонок:». `date` is the first day (2026-03-03, a Tuesday, by
    default), times are in the company's zone. `conversation` gives whatever else a conversation may hold: channel,
    direction, client, meetings, contract_signed, records.
    `attested` is a person's word that the rule was kept (true) or broken, for what no text can show.
    `known_miss` marks an example that the rule is known to get wrong: it is counted, and must still be wrong.
    """

    text: str | None = None
    turns: list[str] | None = None
    category: str | None = None
    date: dt.date = dt.date(2026, 3, 3)
    conversation: dict[str, Any] = Field(default_factory=dict)
    attested: bool | None = None
    known_miss: bool = False
    note: str | None = None


class Examples(Closed):
    """What violates and what passes."""

    violates: list[Example] = Field(default_factory=list)
    passes: list[Example | str] = Field(default_factory=list)


class Rule(Closed):
    """What every rule has, whatever its kind."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    clause: str = Field(pattern=r"^[12]\.\d{1,2}$")
    kind: str
    title: Text
    about: Text
    categories: dict[str, Category] = Field(min_length=1)
    examples: Examples = Field(default_factory=Examples)


class Find(Closed):
    """Patterns, or spaCy's own as the way out (Matcher: a list of tokens; DependencyMatcher: with RIGHT_ID)."""

    find: Annotated[list[str], BeforeValidator(as_list)] = Field(default_factory=list)
    spacy: list[list[dict[str, Any]]] = Field(default_factory=list)
