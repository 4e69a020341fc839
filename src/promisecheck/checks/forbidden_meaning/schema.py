"""The schema of a forbidden-meaning rule: patterns that give the answers, and a table that reads them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from promisecheck.rules.schema import Category, Closed, Context, Find, Rule

EXCUSES: tuple[Context, ...] = ("negated", "asked", "reported", "conditional", "irreal", "warned", "hedged")


class Outcome(Find):
    """Patterns that name an outcome: good for the client, or bad. `head` is the word whose context decides.

    `only: committed` – counts only beside a promise or a word of certainty («доход» alone says nothing).
    `near` – one of these word lists must stand in the same sentence; `unless` – none of these in the same clause.
    `past` – what is past still counts (a track record).
    """

    outcome: Literal["good", "bad"]
    topic: str
    only: Literal["committed"] | None = None
    near: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)
    past: bool = False
    possible: bool = False  # counts though it is only possible («можно выйти на 2000 $ в неделю»)


class Commitment(Find):
    """Patterns that commit: a promise, or a word of certainty.

    `reach: sentence` – bears on the clauses beside it too («не сомневайтесь, …»); `alone` – the category it has
    without any outcome beside it, where the talk is of investments.
    """

    level: Literal["promised", "certain"]
    word: str
    reach: Literal["clause", "sentence"] = "clause"
    alone: str | None = None
    unless: list[str] = Field(default_factory=list)
    near: list[str] = Field(default_factory=list)


class Phrase(Find):
    """Patterns that break the rule by themselves, unless a context excuses them."""

    category: str
    excused_by: list[Context] = Field(default_factory=lambda: list(EXCUSES))
    near: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)


class Verdict(Closed):
    """The first line that fits names the category."""

    category: str
    outcome: Literal["good", "bad"] | None = None
    topic: list[str] = Field(default_factory=list)
    level: Literal["promised", "certain", "asserted", "past"] | None = None
    word: str | None = None


class Confirmation(Closed):
    """A reply that turns the client's question into a promise: «точно заработаю?» – «конечно»."""

    category: str
    yes: Find
    no: Find


class Answer(Closed):
    """A figure that answers a question: «сколько заработаю?» – «тысяч сорок в месяц»."""

    category: str
    asked: Find
    figure: Find
    unless: list[str] = Field(default_factory=list)


class ClassifierOptions(Closed):
    """The second reader. `model` lies beside the rule's file.

    From the probability `warn_from` on it warns where the rules found nothing; below `dismiss_below` a warning of
    theirs, and below `dismiss_block_below` a grave violation, is only noted.
    """

    model: str
    warn_from: float = Field(0.5, gt=0, le=1)
    dismiss_below: float = Field(0, ge=0, lt=1)
    dismiss_block_below: float = Field(0, ge=0, lt=1)
    context_words: int = Field(60, ge=0)  # of what was said before, that it reads along
    context_messages: int = Field(4, ge=0)


class ForbiddenMeaningRule(Rule):
    """A rule of this kind."""

    kind: str
    speaker: Literal["employee", "client"] = "employee"
    terms: Find = Field(default_factory=Find)
    outcomes: list[Outcome] = Field(default_factory=list)
    commitments: list[Commitment] = Field(default_factory=list)
    phrases: list[Phrase] = Field(default_factory=list)
    verdicts: list[Verdict] = Field(default_factory=list)
    classifier: ClassifierOptions | None = None
    confirmation: Confirmation | None = None
    answer: Answer | None = None
    domain: list[str] = Field(default_factory=list)  # lists that show the talk is of what the rule is about
    subject: list[str] = Field(default_factory=list)  # a long message without any of these is beside the point
    elsewhere: list[str] = Field(default_factory=list)  # lists that show a bare promise is of something else
    unrelated: list[str] = Field(default_factory=list)  # lists whose words make a whole sentence beside the point

    @model_validator(mode="after")
    def _categories_exist(self) -> ForbiddenMeaningRule:
        named = [phrase.category for phrase in self.phrases] + [verdict.category for verdict in self.verdicts]
        named += [c.alone for c in self.commitments if c.alone]
        if self.confirmation:
            named.append(self.confirmation.category)
        if self.answer:
            named.append(self.answer.category)
        for name in named:
            if name not in self.categories:
                raise ValueError(f"no category «{name}»; there are: {', '.join(self.categories)}")
        return self

    def category(self, name: str) -> Category:
        """The category of that name."""
        return self.categories[name]
