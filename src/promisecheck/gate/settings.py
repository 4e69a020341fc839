"""The gate's part of the settings: what stops a message, and what happens when it could not be checked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from promisecheck.conversation import Channel

OnFailure = Literal["open", "closed", "hold"]
Severities = list[Literal["block", "warn"]]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Policy(_Closed):
    """What becomes of a message by what was found in it."""

    stops: Severities = Field(["block"], description="Severities that stop; others warn.")
    on_failure: OnFailure = Field(
        "open",
        description="A message that could not be checked in time: `open` lets it through, `closed` stops it, `hold` "
        "keeps it for a person or a later try. In any case it is recorded as unchecked.",
    )
    overrides: Severities = Field(
        ["block", "warn"],
        description="What an operator may send all the same, with a stated reason.",
    )


class ChannelPolicy(_Closed):
    """What differs in one channel."""

    stops: Severities | None = None
    on_failure: OnFailure | None = None
    overrides: Severities | None = None


class LogSettings(_Closed):
    """The decision log. Without a path none is kept."""

    path: Annotated[str, Field(strict=True, min_length=1)] | None = Field(
        None, description="The file; one that ends in .sqlite or .db is an SQLite database, any other is JSON lines."
    )
    text: bool = Field(False, strict=True, description="Whether the draft and the proposal are written too.")
    key: str = Field(
        "", strict=True, max_length=64, description="A secret for the hash of the draft: short texts could be guessed."
    )
    rotate_mb: Annotated[float, Field(gt=0)] = Field(50, description="Size in megabytes at which a new file begins.")
    keep: Annotated[int, Field(strict=True, ge=1)] = Field(20, description="How many former files are kept.")
    sync: bool = Field(False, strict=True, description="Wait for the disk after every entry: survives a power cut.")


class GateSettings(Policy):
    """The pre-send gate."""

    limit_ms: Annotated[int, Field(strict=True, ge=1)] = Field(
        300, description="Milliseconds after which a decision is given, whatever has been found out by then."
    )
    longest: Annotated[int, Field(strict=True, ge=1)] = Field(
        50_000, description="Characters of a draft, and of it with its context; a longer draft is not checked."
    )
    context: Annotated[int, Field(strict=True, ge=0)] = Field(
        100, description="How many messages before the draft are looked at."
    )
    channels: dict[Channel, ChannelPolicy] = Field(default_factory=dict, description="What differs by channel.")
    log: LogSettings = Field(default_factory=lambda: LogSettings())

    def policy(self, channel: str) -> Policy:
        """The policy of a channel: its own words first, then the general ones."""
        own = self.channels.get(channel)  # type: ignore[call-overload]
        said = own.model_dump(exclude_none=True) if own else {}
        general = {name: getattr(self, name) for name in Policy.model_fields}
        return Policy(**(general | said))
