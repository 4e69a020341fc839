"""What a writer is, what it is given for each conversation, and what it may know of the whole run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from promisecheck.errors import PromisecheckError
from promisecheck.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.conversation import Conversation
    from promisecheck.errors import InputError
    from promisecheck.report import Report
    from promisecheck.rules.schema import Rule


@dataclass(frozen=True, slots=True)
class Audited:
    """A report beside what it was made of; the conversation is missing where only the report was kept."""

    report: Report
    conversation: Conversation | None = None
    path: Path | None = None
    line: int | None = None

    @property
    def employee(self) -> str | None:
        """Who spoke for the company, where it is known."""
        return self.conversation.employee if self.conversation else None

    @property
    def channel(self) -> str | None:
        """Where the conversation took place, where it is known."""
        return self.conversation.channel if self.conversation else None


@dataclass(frozen=True)
class Options:
    """What is the same for all reports of a run; `append`: the file already holds its first ones."""

    lang: str = "ru"
    rules: tuple[Rule, ...] = ()
    settings: Settings = field(default_factory=Settings)
    append: bool = False

    def title(self, rule_id: str) -> str:
        """The rule's title in the language of the run; of a rule the run does not know, its id."""
        return next((rule.title[self.lang] for rule in self.rules if rule.id == rule_id), rule_id)


class Writer:
    """An output format; made with the path to write and the options of the run.

    Reports come in order. Only what `finish` leaves is seen by people: a broken-off run calls `close` alone.
    """

    shows_conversations: ClassVar[bool] = True  # whether anything but the report is written

    def __init__(self, path: Path, options: Options):
        self.path, self.options = path, options

    def write(self, audited: Audited) -> None:
        """Take one report."""
        raise NotImplementedError

    def unread(self, error: InputError) -> None:
        """Take note of what could not be read; most formats have no place for it."""

    def finish(self) -> None:
        """After the last report, if all went well."""

    def close(self) -> None:
        """In any case."""


def missing(library: str, ending: str) -> PromisecheckError:
    """What to say where a library of `promisecheck[audit]` is not installed."""
    return PromisecheckError(f"writing {ending} needs {library}: pip install 'promisecheck[audit]'")
