"""The readers' part of the settings: what exports leave open. What is not told here is guessed, and the guess shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from promisecheck.conversation import Channel, Role

Name = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Closed):
    """Which column of a table holds what, by its heading."""

    conversation: Name | None = Field(None, description="The conversation: an id, a number, a chat.")
    text: Name | None = Field(None, description="What was said.")
    id: Name | None = Field(None, description="The message's own id.")
    role: Name | None = Field(None, description="Employee, client, bot or system; also in or out.")
    author: Name | None = Field(None, description="Who said it, by name.")
    author_id: Name | None = Field(None, description="Who said it, by id.")
    sent_at: Name | None = Field(None, description="When: date and time, or seconds since 1970.")
    date: Name | None = Field(None, description="The day, where the time has a column of its own.")
    time: Name | None = Field(None, description="The time of day beside it.")
    kind: Name | None = Field(None, description="Text, missed call or attachment.")
    channel: Name | None = Field(None, description="Where: telegram, phone, …")
    direction: Name | None = Field(None, description="Of a call: inbound or outbound.")
    employee: Name | None = Field(None, description="The employee of the conversation.")
    client: Name | None = Field(None, description="The client's name.")
    phone: Name | None = Field(None, description="The client's telephone.")
    email: Name | None = Field(None, description="The client's address.")


class ExportSettings(_Closed):
    """How exports of other programs are read."""

    employees: list[Name] = Field(
        default_factory=list,
        description="Employees as exports spell them: names, ids, telephones, addresses; beside `company.employees`.",
    )
    clients: list[Name] = Field(default_factory=list, description="The same of clients.")
    bots: list[Name] = Field(default_factory=list, description="The same of bots.")
    domains: list[Name] = Field(default_factory=list, description="Mail of these domains is the employees'.")
    speakers: dict[Name, Role] = Field(
        default_factory=dict, description="Roles of a transcript's channels and speakers: 0, 1, SPEAKER_00, …"
    )
    unlabelled: Literal["employee", "client", "refuse"] = Field(
        "employee", description="Whose words a transcript without speakers holds; `refuse` lists it as unreadable."
    )
    channel: Channel | None = Field(
        None, description="The channel of files that do not tell it (tables; transcripts are `phone` otherwise)."
    )
    timezone: Name | None = Field(None, description="The zone of times without an offset; the company's otherwise.")
    encoding: Name | None = Field(None, description="The encoding of texts; detected otherwise.")
    split_after_hours: Annotated[float, Field(gt=0)] | None = Field(
        None, description="A chat silent for so long, with nothing unanswered, goes on as a new conversation."
    )
    columns: Columns = Field(default_factory=lambda: Columns(), description="Columns of CSV, TSV and Parquet.")
