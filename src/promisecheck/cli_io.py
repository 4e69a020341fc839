"""What the commands share: text in, bytes out, and how an error ends a command."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from promisecheck.errors import InputError, PromisecheckError
from promisecheck.faults import internal_error
from promisecheck.texts import Lang, say, visible

if TYPE_CHECKING:
    from rich.console import Console


class Group(TyperGroup):
    """Turns what a command raises into the exit statuses of the contract."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _stop_flushing()
            raise typer.Exit(2) from None
        except (PromisecheckError, OSError) as error:
            fail(error, language(ctx))
        except KeyboardInterrupt:
            typer.echo(say("interrupted", language(ctx)), err=True)
            raise typer.Exit(130) from None


def _stop_flushing() -> None:
    """Nobody reads on: what Python would flush at its end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def language(ctx: Any) -> Lang:
    """The language named nearest to the command."""
    while ctx is not None:
        if lang := ctx.params.get("lang"):
            return Lang(lang)
        ctx = ctx.parent
    return Lang.RU


def read_text(given: str | None, lang: Lang) -> str:
    """The text to check: as given, or standard input without its last line end."""
    if given is None:
        if sys.stdin.isatty():
            typer.echo(say("stdin", lang), err=True)
        given = _standard_input(lang).removesuffix("\n").removesuffix("\r")
    if not given.strip():
        raise InputError(say("empty", lang))
    try:
        given.encode()
    except UnicodeEncodeError:  # bytes of an argument that were no UTF-8
        raise InputError(say("not-utf8", lang)) from None
    return given


def count_or_all(given: str | None, lang: Lang) -> int | None:
    """A number; None for `all`, and where nothing is given."""
    if given in (None, "all"):
        return None
    if not given.isascii() or not given.isdigit():
        raise InputError(say("count-or-all", lang, given=given))
    return int(given)


def _standard_input(lang: Lang) -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(say("not-utf8", lang)) from None


def console() -> Console:
    """Standard output for people."""
    from rich.console import Console

    return Console(highlight=False)


def print_line(line: bytes | str) -> None:
    """One line for machines, in UTF-8 whatever the terminal's encoding."""
    raw = line.encode() if isinstance(line, str) else line
    sys.stdout.buffer.write(raw.removesuffix(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def fail(error: Exception, lang: Lang) -> NoReturn:
    """Tell the error and end with 2."""
    typer.echo(say("error", lang, text=visible(str(error))), err=True)
    raise typer.Exit(2)


def fail_in_json(error: Exception, lang: Lang) -> NoReturn:
    """A hook's host reads standard output; a fault of ours must not look like a decision."""
    if isinstance(error, BrokenPipeError):
        raise error
    known = isinstance(error, PromisecheckError | OSError)
    said = str(error) if known else internal_error(error)
    print_line(json.dumps({"error": said}, ensure_ascii=False))
    fail(InputError(said), lang)
