"""Settings (contract §7): what differs from company to company. A closed schema: a misspelt key is an error."""

from __future__ import annotations

import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from promisecheck.conversation import Channel, Time
from promisecheck.errors import InputError
from promisecheck.gate.settings import GateSettings
from promisecheck.readers.settings import ExportSettings
from promisecheck.server.settings import ServeSettings


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("expected the name of a time zone, such as Europe/Moscow") from None
    return name


def _clock(value: object) -> object:
    """Pydantic would take a number for seconds since midnight."""
    if isinstance(value, time) or (isinstance(value, str) and re.fullmatch(r"\d\d:\d\d(:\d\d)?", value)):
        return value
    raise ValueError('expected a time of day, such as "09:00"')


def _unique_days(days: list[int]) -> list[int]:
    if len(set(days)) < len(days):
        raise ValueError("a day stands twice")
    return days


Word = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
Seconds = Annotated[int, Field(strict=True, gt=0)]
Clock = Annotated[time, BeforeValidator(_clock)]
Day = Annotated[int, Field(strict=True, ge=1, le=7)]


class ResponseTime(_Closed):
    """How fast a message is to be answered, in seconds."""

    target: Seconds = Field(180, description="What the employee aims at.")
    limit: Seconds = Field(300, description="The last second that is still in time.")
    count_closing_thanks: StrictBool = Field(
        True, description="Whether a client's thanks after the employee's goodbye want an answer too."
    )

    @model_validator(mode="after")
    def _in_order(self) -> ResponseTime:
        if self.target > self.limit:
            raise ValueError("expected target no greater than limit")
        return self


class WorkingHours(_Closed):
    """When messages are answered; without it the clock runs round the clock."""

    start: Clock = Field(description="The first minute of the working day.")
    end: Clock = Field(description="The end of the working day.")
    days: Annotated[list[Day], Field(min_length=1), AfterValidator(_unique_days)] = Field(
        default_factory=lambda: [1, 2, 3, 4, 5], description="Days of the week, 1 is Monday."
    )

    @model_validator(mode="after")
    def _in_order(self) -> WorkingHours:
        if self.start >= self.end:
            raise ValueError("expected start before end")
        return self


class Calls(_Closed):
    """How one calls."""

    always_ask_if_convenient: StrictBool = Field(
        False, description="Ask whether it is convenient to talk in every outbound call, not only in a late call-back."
    )


class Company(_Closed):
    """What the company offers, and who speaks for it."""

    directions: list[Word] = Field(
        default_factory=lambda: ["доверительное управление", "облигации", "недвижимость", "драгоценные металлы"],
        description="What clients can invest in.",
    )
    contacts: list[Word] = Field(default_factory=list, description="The company's own telephones and addresses.")
    employees: list[Word] = Field(default_factory=list, description="Who works with clients.")


class Bitrix24(_Closed):
    """Where the client's contact and his card stand in Bitrix24."""

    contact_field: Word = Field(
        "bitrix24_contact_id", description="The field of a client, or of a conversation, with the contact's number."
    )
    trait_field: Annotated[str, Field(strict=True, pattern=r"^[A-Z][A-Z0-9_]*$")] = Field(
        "UF_CRM_CLIENT_TRAITS", description="The contact's field that traits are written to; what it held is replaced."
    )


class Settings(_Closed):
    """All settings; each has a default."""

    timezone: Annotated[str, AfterValidator(_zone)] = Field("Europe/Moscow", description="The company's time zone.")
    working_hours: WorkingHours | None = Field(None, description="Off by default: round the clock.")
    response_time: ResponseTime = Field(default_factory=lambda: ResponseTime())
    calls: Calls = Field(default_factory=lambda: Calls())
    exported_at: Time | None = Field(
        None, description="When the data were exported: what is unanswered by then is measured up to it."
    )
    company: Company = Field(default_factory=lambda: Company())
    bitrix24: Bitrix24 = Field(default_factory=lambda: Bitrix24())
    owners: dict[Channel, Word] = Field(default_factory=dict, description="Who answers for a channel.")
    exports: ExportSettings = Field(
        default_factory=lambda: ExportSettings(), description="How exports of other programs are read."
    )
    serve: ServeSettings = Field(default_factory=lambda: ServeSettings(), description="The server.")
    gate: GateSettings = Field(default_factory=lambda: GateSettings(), description="The pre-send gate.")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


def load_settings(path: Path | str) -> Settings:
    """The settings of a TOML file; raises `InputError` with the line, the field and what was expected."""
    path = Path(path)
    text = _text(path)
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise InputError(f"not TOML: {error}", path=path, line=int(place[1]) if place else None) from None
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        more = f" (and {len(others)} more in this file)" if others else ""
        where = tuple(part for part in first["loc"] if part != "[key]")
        field = ".".join(map(str, where)) or None
        said = _expected(first["type"], first["msg"], where) + more
        raise InputError(said, path=path, line=_line(text, where), field=field) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"expected UTF-8; byte {error.start + 1} is something else", path=path) from None
    except OSError as error:
        raise InputError(error.strerror or type(error).__name__, path=path) from None


def _expected(kind: Literal["extra_forbidden"] | str, said: str, where: tuple[int | str, ...]) -> str:
    if kind != "extra_forbidden":
        return said.removeprefix("Value error, ")
    return f"unknown setting; known here: {', '.join(_table(where[:-1]).model_fields)}"


def _table(where: tuple[int | str, ...]) -> type[BaseModel]:
    """The model of a table of the file by its dotted name: a key of a dict of tables says nothing of their model."""
    model: type[BaseModel] = Settings
    for part in where:
        kind: Any = model.model_fields[str(part)].annotation if part in model.model_fields else None
        inner = [one for one in (kind, *_within(kind)) if isinstance(one, type) and issubclass(one, BaseModel)]
        model = inner[0] if inner else model
    return model


def _within(kind: Any) -> list[Any]:
    """The types inside of a generic one, however deep."""
    return [deep for one in get_args(kind) for deep in (one, *_within(one))]


def _line(text: str, where: tuple[int | str, ...]) -> int | None:
    """The line of the key, or of the nearest key around it that stands on a line of its own."""
    names = [str(part) for part in where if isinstance(part, str)]
    while names:
        if line := _key_line(text, ".".join(names[:-1]), names[-1]):
            return line
        names.pop()
    return None


def _key_line(text: str, table: str, key: str) -> int | None:
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
            current = head[1]
            if current == (f"{table}.{key}" if table else key):
                return number
        elif current == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return None
