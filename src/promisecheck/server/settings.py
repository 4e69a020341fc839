"""The server's part of the settings."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from promisecheck.conversation import input_error
from promisecheck.errors import InputError

Count = Annotated[int, Field(strict=True, ge=1)]


class ServeSettings(BaseModel):
    """`promisecheck serve`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: Annotated[str, Field(strict=True, min_length=1)] = Field("127.0.0.1", description="Where to listen.")
    port: Annotated[int, Field(strict=True, ge=0, le=65535)] = Field(8321, description="0 takes a free one.")
    socket: str | None = Field(None, description="A Unix socket instead of host and port.")
    token: str | None = Field(
        None, min_length=16, description="Bearer token that requests must bear; needed to listen beyond loopback."
    )
    workers: Annotated[int, Field(strict=True, ge=0)] = Field(
        1, description="Processes that check; 0 checks in a thread of the server, which cannot be killed."
    )
    body_kb: Count = Field(2048, description="Largest body of a request, in kilobytes.")
    concurrency: Count = Field(128, description="Requests at work at once; more are refused with 503.")
    check_seconds: Annotated[float, Field(gt=0)] = Field(10.0, description="Time limit of /v1/check.")
    grace_seconds: Annotated[float, Field(gt=0)] = Field(10.0, description="Time to finish requests at shutdown.")


def is_loopback(host: str) -> bool:
    """Whether nobody from outside this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def given(settings: ServeSettings, **options: Any) -> ServeSettings:
    """The settings with what the command line says instead; raises `InputError`."""
    said = {name: value for name, value in options.items() if value is not None}
    try:
        return ServeSettings.model_validate(settings.model_dump() | said)
    except ValidationError as error:
        told = input_error(error)
        if told.field == "token":  # what was given is a secret, however short
            raise InputError("expected at least 16 characters", field="serve.token") from None
        raise told from None
