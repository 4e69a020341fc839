"""The batch run: files in, reports out, in order and in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.faults import fault_of_one
from promisecheck.parallel import in_order
from promisecheck.readers.base import Item
from promisecheck.readers.sources import Sources, find, stream
from promisecheck.report import Report
from promisecheck.resume import kept, prepare, resumable, without
from promisecheck.rules.pack import load_pack
from promisecheck.settings import Settings
from promisecheck.survey import Survey
from promisecheck.tally import Summary
from promisecheck.terminal import Terminal
from promisecheck.writers import STDOUT, Outputs, check_outs, part_of

if TYPE_CHECKING:
    from promisecheck.checker import Checker
    from promisecheck.conversation import Conversation
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
    sources = find([Path(path) for path in paths], format, ours)
    masker = _masker() if mask else None
    run = _Run(sources, Terminal(lang, quiet=quiet), Summary(skipped=sources.skipped), masker)
    run.tell_sources()
    if sources.files:  # otherwise no good output is replaced by an empty one
        if append:
            prepare(append)
        with (
            run.interrupt_explained(resumable(names)),
            Outputs(names, lang, append=append) as outputs,
            Survey(pack.rules, settings or Settings(), lang) as survey,
        ):
            done = run.keep(append, outputs, rule_ids) if append else Counter()
            run.look_over(survey)
            run.check(outputs, done, partial(_worker, rules, settings, lang, mask), jobs, survey)
    run.terminal.table(run.summary, stdout_free=STDOUT not in names, only_output=not names)
    run.terminal.total(run.summary)
    return run.summary


@dataclass
class _Run:
    sources: Sources
    terminal: Terminal
    summary: Summary
    masker: Masker | None = None

    def tell_sources(self) -> None:
        for error in self.sources.errors:
            self.error(error)
        self.terminal.skipped(self.sources)

    def keep(self, out: str, outputs: Outputs, rule_ids: Sequence[str]) -> Counter[str]:
        """Count the finished reports and hand them to the other outputs; returns their conversations' ids."""
        done: Counter[str] = Counter()
        for report in kept(out, rule_ids):
            outputs.repeat(report)
            self.summary.add(report)
            done[report.conversation_id] += 1
        self.summary.kept = done.total()
        self.terminal.note("kept", n=self.summary.kept, path=out)
        return done

    def look_over(self, survey: Survey) -> None:
        """Let the rules that need all conversations see them, in a first and cheap reading."""
        if not survey.wanted:
            return
        if not all(source.path.is_file() for source in self.sources.files):  # a pipe has nothing for a second reading
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
        done: Counter[str],
        build: Callable[[], Callable[[Item], _Checked]],
        jobs: int,
        survey: Survey,
    ) -> None:
        """Check what is left, in order."""
        with self.terminal.progress(self.sources.size) as bar:
            for checked in in_order(build, without(stream(self.sources), done), jobs=jobs):
                if isinstance(checked.found, InputError):
                    self.error(checked.found)
                else:
                    report = survey.completed(checked.number, checked.found)
                    report = self.masker.completed(checked.found, report) if self.masker else report
                    outputs.write(report)
                    self.summary.add(report)
                bar.reach(checked.position)

    def error(self, error: InputError) -> None:
        self.summary.errors += 1
        if self.masker:
            field = error.field and self.masker.text(error.field)
            error = InputError(self.masker.text(error.message), path=error.path, line=error.line, field=field)
        self.terminal.error(error)

    @contextmanager
    def interrupt_explained(self, out: str | None) -> Iterator[None]:
        """After Ctrl-C, say where the finished reports are."""
        try:
            yield
        except KeyboardInterrupt:
            if out and part_of(out).exists():
                self.terminal.note("unfinished", path=part_of(out))
            raise


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
