"""The schema of a required-words rule: what must be said, in which part of the conversation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from promisecheck.checks.wording import Wording
from promisecheck.conversation import Channel
from promisecheck.rules.schema import Rule, as_list

Where = Literal["anywhere", "before-client", "before-topic", "end", "late-turn", "late-call"]


class Required(Wording):
    """Wordings that say what is required; `category` is the one (or those) violated where none of them is said."""

    category: Annotated[list[str], BeforeValidator(as_list), Field(min_length=1)]


class RequiredWordsRule(Rule):
    """A rule of this kind: of every category that `required` names, some wording must be said in its place."""

    kind: Literal["required-words"]
    where: Where = "anywhere"
    channels: list[Channel] = Field(default_factory=list)
    signed: bool = False
    attested: bool = False
    required: list[Required] = Field(min_length=1)
    topic: list[Wording] = Field(default_factory=list)
    nothing: str | None = None

    @model_validator(mode="after")
    def _categories_exist(self) -> RequiredWordsRule:
        named = [name for one in self.required for name in one.category]
        named += [self.nothing] if self.nothing else []
        for name in named:
            if name not in self.categories:
                raise ValueError(f"no category «{name}»; there are: {', '.join(self.categories)}")
        for name in self.categories:
            if name not in named:
                raise ValueError(f"nothing is required under the category «{name}»")
        if bool(self.topic) != (self.where in ("before-topic", "late-call")):
            raise ValueError("`topic` goes together with `where: before-topic` and `where: late-call`")
        return self

    @property
    def wanted(self) -> list[str]:
        """The categories of which something must be said, in the order of the rule's categories."""
        named = {name for one in self.required for name in one.category}
        return [name for name in self.categories if name in named]
