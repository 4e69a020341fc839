"""The batch run: files in, reports out, in order and in bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.faults import fault_of_one
from promisecheck.parallel import in_order
from promisecheck.readers.base import Item
from promisecheck.readers.sources import Sources, find, stream
from promisecheck.report import Report
from promisecheck.resume import Kept, prepare, resumable, without
from promisecheck.rules.pack import load_pack
from promisecheck.settings import Settings
from promisecheck.survey import Survey
from promisecheck.tally import Summary
from promisecheck.terminal import Terminal
from promisecheck.writers import STDOUT, Outputs, check_outs, part_of
from promisecheck.writers.base import Audited

if TYPE_CHECKING:
    from promisecheck.checker import Checker
    from promisecheck.personal_data.mask import Masker


@dataclass(frozen=True, slots=True)
class _Checked:
    found: Report | InputError
    position: int
    number: int


def audit(
    paths: Sequence[Path | str],
    outs: Sequence[Path | str] = (),
    *,
    jobs: int = 1,
    format: str | None = None,
    settings: Settings | None = None,
    rules: Path | None = None,
    quiet: bool = False,
    resume: bool = False,
    mask: bool = False,
    lang: str = "ru",
) -> Summary:
    """Check every conversation in `paths` and write its report to each of `outs`.

    What cannot be used is told on standard error, counted, and stops nothing else. With `resume`, the first
    `.jsonl` output keeps the reports it holds and their conversations, told by id, are not checked again;
    the other outputs are written anew, from these and the new reports. With `mask`, personal data is replaced by
    placeholders in every output; what an earlier run wrote unmasked would stay so, hence not together with `resume`.
    """
    if mask and resume:
        raise InputError("--mask and --resume exclude one another: placeholders are numbered anew in every run")
    # The pack is loaded here too: a broken one is told once, before any file is touched.
    names, pack = [str(out) for out in outs], load_pack(rules)
    rule_ids = [rule.id for rule in pack.rules]
    append = resumable(names) if resume else None
    if resume and not append:
        raise InputError("--resume needs an output that ends in .jsonl: the others cannot be read back")
    check_outs(names, [Path(path) for path in paths])
    ours = [place for out in names if out != STDOUT for place in (Path(out), part_of(out))]
    sources = find([Path(path) for path in paths], format, ours, settings)
    masker = _masker() if mask else None
    run = _Run(sources, Terminal(lang, quiet=quiet), Summary(skipped=sources.skipped), masker)
    if sources.files:  # otherwise no good output is replaced by an empty one
        if append:
            prepare(append)
        with (
            run.interrupt_explained(resumable(names)),
            Outputs(names, lang, append=append, rules=pack.rules, settings=settings) as outputs,
            Survey(pack.rules, settings or Settings(), lang) as survey,
        ):
            kept = run.keep(append, rule_ids)
            run.tell_sources(outputs)
            run.look_over(survey)
            run.check(outputs, kept, partial(_worker, rules, settings, lang, mask), jobs, survey)
    else:
        run.tell_sources()
    run.tell_guesses()
    run.terminal.table(run.summary, stdout_free=STDOUT not in names, only_output=not names)
    run.terminal.total(run.summary)
    return run.summary


@dataclass
class _Run:
    sources: Sources
    terminal: Terminal
    summary: Summary
    masker: Masker | None = None

    def tell_sources(self, outputs: Outputs | None = None) -> None:
        for error in self.sources.errors:
            self.error(error, outputs)
        self.terminal.skipped(self.sources)

    def tell_guesses(self) -> None:
        """What the readers guessed is never silent: it decides whose words are judged."""
        self.summary.notices = list(self.sources.notices)
        self.terminal.guesses(self.summary.notices)

    def keep(self, out: str | None, rule_ids: Sequence[str]) -> Kept:
        """Count the finished reports; the other outputs get each when its conversation comes by."""
        if out is None:
            return Kept()
        kept = Kept(out, rule_ids)
        for report in kept.read():
            self.summary.add(report)
        self.summary.kept = len(kept)
        self.terminal.note("kept", n=len(kept), path=out)
        return kept

    def look_over(self, survey: Survey) -> None:
        """Let the rules that need all conversations see them, in a first and cheap reading."""
        if not survey.wanted:
            return
        if not all(source.lasting for source in self.sources.files):  # a pipe has nothing for a second reading
            self.terminal.note("not-surveyed")
            return
        with self.terminal.progress(self.sources.size, "surveying") as bar:
            for item in stream(self.sources):
                survey.see(item)
                bar.reach(item.position)
        survey.settle()

    def check(
        self,
        outputs: Outputs,
        kept: Kept,
        build: Callable[[], Callable[[Item], _Checked]],
        jobs: int,
        survey: Survey,
    ) -> None:
        """Check what is left, in order."""
        under_way: deque[Item] = deque()  # what was read and has no report yet: a few chunks
        with self.terminal.progress(self.sources.size) as bar:
            left = without(stream(self.sources), kept, outputs.repeat)
            for checked in in_order(build, _noted(left, under_way), jobs=jobs):
                item = under_way.popleft()
                if isinstance(checked.found, InputError):
                    self.error(checked.found, outputs)
                else:
                    report = survey.completed(checked.number, checked.found)
                    report = self.masker.completed(checked.found, report) if self.masker else report
                    outputs.write(self._audited(report, item, shown=outputs.show_conversations))
                    self.summary.add(report)
                bar.reach(checked.position)
        for report in kept.rest():
            outputs.repeat(Audited(report))

    def _audited(self, report: Report, item: Item, *, shown: bool) -> Audited:
        """The report with its conversation, which is masked with some cost, and only where an output shows it."""
        conversation = item.found if isinstance(item.found, Conversation) else None
        if conversation and self.masker:
            conversation = self.masker.conversation(conversation) if shown else None
        return Audited(report, conversation, item.path, item.line)

    def error(self, error: InputError, outputs: Outputs | None = None) -> None:
        self.summary.errors += 1
        if self.masker:
            field = error.field and self.masker.text(error.field)
            error = InputError(self.masker.text(error.message), path=error.path, line=error.line, field=field)
        self.terminal.error(error)
        if outputs:
            outputs.unread(error)

    @contextmanager
    def interrupt_explained(self, out: str | None) -> Iterator[None]:
        """After Ctrl-C, say where the finished reports are."""
        try:
            yield
        except KeyboardInterrupt:
            if out and part_of(out).exists():
                self.terminal.note("unfinished", path=part_of(out))
            raise


def _noted(items: Iterable[Item], under_way: deque[Item]) -> Iterator[Item]:
    """The items, each also put where its report will find it: results come in the order of the items."""
    for item in items:
        under_way.append(item)
        yield item


def _masker() -> Masker:
    from promisecheck.personal_data.mask import Masker

    return Masker()


def _worker(
    rules: Path | None, settings: Settings | None, lang: str, mask: bool = False
) -> Callable[[Item], _Checked]:
    from promisecheck.checker import Checker

    return partial(_check, Checker(rules, settings=settings, lang=lang), mask=mask)


def _hidden(report: Report, conversation: Conversation) -> Report:
    from promisecheck.personal_data.mask import Hider

    return Hider(conversation).report(report)


def _check(checker: Checker, item: Item, *, mask: bool = False) -> _Checked:
    """The report of one conversation; a failure is this conversation's alone, unless no other could do better."""
    if isinstance(item.found, InputError):
        return _Checked(item.found, item.position, item.number)
    try:
        report = checker.check(item.found)
        return _Checked(_hidden(report, item.found) if mask else report, item.position, item.number)
    except Exception as error:  # a fault of ours must not end a night's run
        said = fault_of_one(error)
    return _Checked(InputError(said, path=item.path, line=item.line, field=item.found.id), item.position, item.number)
