"""The schema of a client-data rule: forbidden meaning, and what makes personal data a leak."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule
from promisecheck.rules.schema import Closed, Find


class PersonalData(Closed):
    """The categories of leaks, and the word lists that tell whose data it is.

    `contact`: one telephone, e-mail, address or sum of a stranger; `document`: his passport, card, account …;
    `many`: data of `many_from` persons or more in one message; `public`: the client's own data in a public comment.
    """

    contact: str
    document: str
    many: str
    public: str
    many_from: int = Field(2, ge=2)
    clients: str  # клиент, инвестор …: a bare telephone beside one of these is a client's
    staff: str  # менеджер, юрист, поддержка …: whose contacts are given to be used
    holds: str  # вложить, портфель, счёт …: what makes a sum beside a name the client's money
    ours: str  # «наш клиент», «у нас»: what such a sum wants beside it where no client has spoken
    told_in_public: Find = Field(default_factory=Find)  # what a public comment may not say of the client's affairs


class Request(Closed):
    """What may not be granted to the one who asks: a relative without a power of attorney, a buyer of the base.

    `asked` – patterns of one of the client's last `within` messages; `told` – of the employee's reply;
    `authority` – what makes it lawful; `unless` – word lists that make the reply's sentence harmless.
    """

    category: str
    asked: Find
    told: Find
    authority: Find = Field(default_factory=Find)
    unless: list[str] = Field(default_factory=list)
    within: int = Field(3, ge=1)


class ClientDataRule(ForbiddenMeaningRule):
    """A rule of this kind: a forbidden-meaning rule with personal data."""

    kind: Literal["client-data"]
    personal_data: PersonalData
    requests: list[Request] = Field(default_factory=list)

    @model_validator(mode="after")
    def _leaks_have_categories(self) -> ClientDataRule:
        data = self.personal_data
        named = [data.contact, data.document, data.many, data.public]
        for name in named + [request.category for request in self.requests]:
            if name not in self.categories:
                raise ValueError(f"no category «{name}»; there are: {', '.join(self.categories)}")
        return self
