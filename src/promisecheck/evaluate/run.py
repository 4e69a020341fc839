"""The whole of an evaluation: labelled files in, one result out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.evaluate.bootstrap import CONFIDENCE, RESAMPLES
from promisecheck.evaluate.comparison import against_pack, against_report, read_former
from promisecheck.evaluate.floors import sha256
from promisecheck.evaluate.gate import FloorGate
from promisecheck.evaluate.judge import Task, judging
from promisecheck.evaluate.result import Comparison, Corpus, Evaluation, Skipped
from promisecheck.evaluate.tally import Tally, case_of
from promisecheck.evaluate.words import say
from promisecheck.parallel import in_order
from promisecheck.readers.sources import Sources, find, stream
from promisecheck.rules.pack import load_pack
from promisecheck.terminal import Terminal
from promisecheck.texts import say as tell

if TYPE_CHECKING:
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


def evaluate(
    paths: Sequence[Path | str],
    *,
    jobs: int = 1,
    format: str | None = None,
    settings: Settings | None = None,
    rules: Path | None = None,
    rule_ids: Collection[str] = (),
    against: Path | None = None,
    gate: Path | None = None,
    raise_floors: bool = False,
    lower_floors: bool = False,
    resamples: int = RESAMPLES,
    reasons: bool = True,
    with_cases: bool = True,
    quiet: bool = False,
    lang: str = "ru",
) -> Evaluation:
    """Compare what the rules say of labelled conversations with their labels.

    What cannot be used is told on standard error, counted, and stops nothing else. `against` is a folder of rules or a
    former report; `gate` the file of floors; without `reasons` the single disagreements are only counted,
    without `with_cases` the result has no list of the cases.
    """
    pack, only = load_pack(rules), frozenset(rule_ids) or None
    _known(pack, only or (), lang)
    if (raise_floors or lower_floors) and gate is None:
        raise InputError(say("floors-alone", lang))
    floors = FloorGate(gate, lang, raising=raise_floors, lowering=lower_floors, rule_ids=only) if gate else None
    former = read_former(against, lang) if against and not against.is_dir() else None
    other = against if against and not former else None
    if other:
        load_pack(other)  # broken rules are told at once, not by a worker
    sources = find([Path(path) for path in paths], format, settings=settings)
    hashes = _hashes(sources)
    if floors:
        floors.refuse_strangers([(Path(path), hashed) for path, hashed in hashes.items()])
    run = _Run(sources, Terminal(lang, quiet=quiet), Tally(lang))
    run.judge(Task(rules, settings, lang, other, only, reasons), jobs)
    order = [rule.id for rule in pack.rules if only is None or rule.id in only]
    comparison: Comparison | None = None
    if former and against:
        comparison = against_report(run.tally.rows, former, against, order, resamples)
    elif other:
        comparison = against_pack(run.tally.rows, other, order, resamples)
    corpora = run.corpora(hashes)
    judged = floors.judge(corpora, whole=not run.skipped) if floors else None
    for error in floors.missing(corpora) if floors else ():
        run.error(error)
    if floors and floors.writing and run.skipped:
        run.terminal.error(InputError(say("not-written", lang, path=floors.path)))
    return Evaluation(
        conversations=sum(corpus.conversations for corpus in corpora),
        cases_total=len(run.tally.rows),
        disagreements_total=run.tally.differing,
        resamples=resamples,
        confidence=CONFIDENCE,
        corpora=corpora,
        rules=[run.tally.rules[r.id].figures(r, resamples) for r in pack.rules if r.id in run.tally.rules],
        disagreements=run.tally.disagreements,
        comparison=comparison,
        gate=judged,
        skipped=run.skipped,
        cases=[case_of(row) for row in run.tally.rows] if with_cases else [],
    )


class _Run:
    def __init__(self, sources: Sources, terminal: Terminal, tally: Tally):
        self.sources, self.terminal, self.tally = sources, terminal, tally
        self.skipped: list[Skipped] = []

    def judge(self, task: Task, jobs: int) -> None:
        """Everything in the files, in order."""
        for error in self.sources.errors:
            self.error(error)
        self.terminal.skipped(self.sources)
        with self.terminal.progress(self.sources.size) as bar:
            for judged in in_order(partial(judging, task), stream(self.sources), jobs=jobs):
                for error in self.tally.add(judged):
                    self.error(error)
                bar.reach(judged.position)

    def error(self, error: InputError) -> None:
        self.terminal.error(error)
        path = str(error.path) if error.path is not None else None
        said = f"{error.field}: {error.message}" if error.field else error.message
        self.skipped.append(Skipped(path=path, line=error.line, message=said))

    def corpora(self, hashes: dict[str, str]) -> list[Corpus]:
        """Every file, also one of which nothing could be used."""
        tallies = ((path, hashed, self.tally.corpora[path]) for path, hashed in hashes.items())
        return [
            Corpus(path=path, sha256=hashed, conversations=tally.conversations, rules=tally.scores())
            for path, hashed, tally in tallies
        ]


def _hashes(sources: Sources) -> dict[str, str]:
    """Of the files that can be read; of the others the reader will tell."""
    found = {}
    for source in sources.files:
        with suppress(OSError):
            found[str(source.path)] = sha256(source.path)
    return found


def _known(pack: Pack, rule_ids: Collection[str], lang: str) -> None:
    for rule_id in sorted(set(rule_ids) - {rule.id for rule in pack.rules}):
        raise InputError(tell("unknown-rule", lang, id=rule_id))
