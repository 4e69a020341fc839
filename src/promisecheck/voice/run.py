"""`promisecheck voice`: conversations in, signals out, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError
from promisecheck.faults import fault_of_one
from promisecheck.parallel import in_order
from promisecheck.readers.base import Item
from promisecheck.readers.sources import find, stream
from promisecheck.settings import Settings
from promisecheck.terminal import Terminal
from promisecheck.voice.bitrix24 import Bitrix24Writer
from promisecheck.voice.rows import Row, rows
from promisecheck.voice.tables import check_outs, opened
from promisecheck.writers import part_of

if TYPE_CHECKING:
    from promisecheck.checker import Checker
    from promisecheck.personal_data.mask import Masker


@dataclass
class Counts:
    """What a run found. `undated` signals have no time and are left out where a period is asked for."""

    signals: int = 0
    unrecorded: int = 0
    undated: int = 0
    without_contact: int = 0
    errors: int = 0

    @property
    def status(self) -> int:
        """The exit status: 2 if something could not be used."""
        return 2 if self.errors else 0


@dataclass(frozen=True, slots=True)
class _Found:
    rows: list[Row]
    position: int
    error: InputError | None = None


def voice(
    paths: Sequence[Path],
    outs: Sequence[str] = (),
    *,
    bitrix24: str | None = None,
    since: date | None = None,
    until: date | None = None,
    jobs: int = 1,
    format: str | None = None,
    settings: Settings | None = None,
    rules: Path | None = None,
    mask: bool = False,
    quiet: bool = False,
    lang: str = "ru",
) -> Counts:
    """Write every signal of the clients in `paths` to each of `outs` (.xlsx, .csv, .jsonl, or - for JSONL).

    `since` and `until` are days of the company's time zone, inclusive. `bitrix24` names a file for requests to
    Bitrix24's REST methods, one for each signal that is not recorded; nothing is sent. Raises `InputError`.
    """
    settings = settings or Settings()
    if since and until and since > until:
        raise InputError(f"expected since no later than until; got {since} and {until}")
    if not outs and not bitrix24:
        raise InputError("expected an output: -o voice.xlsx, or --bitrix24 out.jsonl")
    every = [*outs, *([bitrix24] if bitrix24 else [])]
    check_outs(outs, bitrix24, paths)
    sources = find(paths, format, [place for out in every if out != "-" for place in (Path(out), part_of(out))])
    terminal, counts = Terminal(lang, quiet=quiet), Counts()
    for error in sources.errors:
        terminal.error(error)
    counts.errors += len(sources.errors)
    if not sources.files:
        return counts
    masker = _masker() if mask else None
    build = partial(_worker, rules, settings, lang, mask)
    with ExitStack() as files, terminal.progress(sources.size) as bar:
        writers: list[Any] = [files.enter_context(opened(out, lang)) for out in outs]
        crm = Bitrix24Writer(bitrix24, settings.bitrix24, lang) if bitrix24 else None
        if crm:
            files.enter_context(crm)
        for found in in_order(build, stream(sources), jobs=jobs):
            if found.error:
                counts.errors += 1
                terminal.error(_masked(found.error, masker) if masker else found.error)
            for row in found.rows:
                row = masker.row(row) if masker else row
                if _within(row, since, until, settings, counts):
                    _count(counts, row)
                    for writer in (*writers, *([crm] if crm else [])):
                        writer.write(row)
            bar.reach(found.position)
    terminal.note("voice-total", signals=counts.signals, unrecorded=counts.unrecorded, errors=counts.errors)
    if bitrix24 and counts.without_contact:
        terminal.note("no-contact", n=counts.without_contact, field=settings.bitrix24.contact_field)
    if counts.undated:
        terminal.note("undated", n=counts.undated)
    return counts


def _within(row: Row, since: date | None, until: date | None, settings: Settings, counts: Counts) -> bool:
    if since is None and until is None:
        return True
    if row.sent_at is None:
        counts.undated += 1
        return False
    day = row.sent_at.astimezone(settings.zone).date()
    return (since is None or since <= day) and (until is None or day <= until)


def _count(counts: Counts, row: Row) -> None:
    counts.signals += 1
    counts.unrecorded += not row.recorded
    counts.without_contact += not row.recorded and row.contact_id is None


def _masked(error: InputError, masker: Masker) -> InputError:
    return InputError(masker.text(error.message), path=error.path, line=error.line)


def _masker() -> Masker:
    from promisecheck.personal_data.mask import Masker

    return Masker()


def _worker(rules: Path | None, settings: Settings, lang: str, mask: bool) -> Callable[[Item], _Found]:
    from promisecheck.checker import Checker

    return partial(_rows, Checker(rules, settings=settings, lang=lang), mask)


def _rows(checker: Checker, mask: bool, item: Item) -> _Found:
    """The signals of one conversation; a failure is this conversation's alone."""
    if isinstance(item.found, InputError):
        return _Found([], item.position, item.found)
    hider = None
    try:
        if mask:
            from promisecheck.personal_data.mask import Hider

            hider = Hider(item.found)
        return _Found(list(rows(checker, item.found, hider)), item.position)
    except Exception as error:  # a fault of ours must not end a night's run
        return _Found([], item.position, InputError(fault_of_one(error), path=item.path, line=item.line))
