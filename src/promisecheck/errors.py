"""Errors a caller may meet; each says where, what was found and what was expected."""

from __future__ import annotations

from pathlib import Path


class PromisecheckError(Exception):
    """Base of every error this library raises on purpose."""


class InputError(PromisecheckError):
    """A conversation, a file or a setting that cannot be used.

    `path` and `line` (1-based) say where it was read from; `field` is the dotted path inside the object.
    """

    def __init__(
        self, message: str, *, path: Path | str | None = None, line: int | None = None, field: str | None = None
    ):
        self.message, self.path, self.line, self.field = message, path, line, field
        super().__init__(self._text())

    def _text(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        field = f"{self.field}: " if self.field else ""
        return f"{place}: {field}{self.message}" if place else f"{field}{self.message}"

    def at(self, path: Path | str, line: int | None = None) -> InputError:
        """The same error with the place it was read from."""
        return InputError(self.message, path=path, line=line, field=self.field)


class RuleError(PromisecheckError):
    """A rule or word list that cannot be used: `path:line:column: what is wrong; what to do`."""

    def __init__(
        self, message: str, *, path: Path | str | None = None, line: int | None = None, column: int | None = None
    ):
        self.message, self.path, self.line, self.column = message, path, line, column
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)


class ModelError(PromisecheckError):
    """A language model that should come with an installed package is not there."""
