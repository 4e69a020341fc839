"""The gate: figures may not fall below the floors that the repository keeps, and floors only rise.

Idea of floors keyed to the content of a corpus: the evaluation of trafilatura.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from promisecheck.errors import InputError
from promisecheck.evaluate import floors as store
from promisecheck.evaluate.floors import Entry, Floor, Floors
from promisecheck.evaluate.result import FIGURES, Corpus, FloorChange, FloorCheck, Gate
from promisecheck.evaluate.words import say


@dataclass
class FloorGate:
    """The floors of one file. `raising` accepts corpora and raises floors, `lowering` lets them fall as well.

    `rule_ids` are the rules of the run, where it does not look at all.
    """

    path: Path
    lang: str
    raising: bool = False
    lowering: bool = False
    rule_ids: Collection[str] | None = None

    def __post_init__(self) -> None:
        self.writing = self.raising or self.lowering
        if not self.path.exists() and not self.writing:
            raise InputError(say("floors-missing", self.lang), path=self.path)
        self.floors: Floors = store.read(self.path) if self.path.exists() else {}

    def refuse_strangers(self, corpora: Sequence[tuple[Path, str]]) -> None:
        """Raise `InputError` for corpora (path and sha256) that have no floors, before any work is done."""
        if self.writing:
            return
        told = []
        for path, sha in corpora:
            entry = self._entry(path, sha)
            if entry is None or entry.sha256 != sha:
                key = "new" if entry is None else "changed"
                told.append(say(key, self.lang, path=path, floors=self.path))
        if told:
            raise InputError("\n".join(told))

    def judge(self, corpora: Sequence[Corpus], *, whole: bool) -> Gate:
        """Today's figures against the floors, which are rewritten first if asked and if the figures are `whole`."""
        changed: list[FloorChange] = []
        if self.writing and whole:
            changed = self._rewrite(corpora)
        checks = [check for corpus in corpora for check in self._checks(corpus)]
        fallen = [check for check in checks if not store.reaches(check.today, check.floor)]
        return Gate(floors=str(self.path), held=not fallen, checked=len(checks), fallen=fallen, changed=changed)

    def missing(self, corpora: Sequence[Corpus]) -> list[InputError]:
        """The rules that a corpus expects something of and that have no floors yet."""
        return [
            InputError(say("new-rule", self.lang, path=corpus.path, floors=self.path, rule=rule))
            for corpus in corpora
            for rule in corpus.rules
            if rule not in self._floors_of(corpus)
        ]

    def _entry(self, path: Path, sha: str) -> Entry | None:
        """By content, wherever the file lies by now; else what is known under its name."""
        same = (entry for entry in self.floors.values() if entry.sha256 == sha)
        return next(same, self.floors.get(store.name_of(path, self.path)))

    def _floors_of(self, corpus: Corpus) -> dict[str, Floor]:
        entry = self._entry(Path(corpus.path), corpus.sha256)
        return entry.rules if entry else {}

    def _checks(self, corpus: Corpus) -> list[FloorCheck]:
        return [
            FloorCheck(
                path=corpus.path, rule_id=rule, figure=figure, floor=floor,
                today=getattr(corpus.rules.get(rule), figure, None),
            )
            for rule, mine in self._floors_of(corpus).items()
            if self.rule_ids is None or rule in self.rule_ids
            for figure in FIGURES
            if (floor := getattr(mine, figure)) is not None
        ]  # fmt: skip

    def _rewrite(self, corpora: Sequence[Corpus]) -> list[FloorChange]:
        """Changed content keeps its floors: another comma in a corpus must not be a way to lower them."""
        changes: list[FloorChange] = []
        renewed: Floors = {}
        for corpus in corpora:
            before = self._floors_of(corpus)
            wanted = ((rule, self._floor(before.get(rule), corpus, rule)) for rule in [*before, *corpus.rules])
            rules = {rule: floor for rule, floor in wanted if floor is not None}
            renewed[store.name_of(Path(corpus.path), self.path)] = Entry(sha256=corpus.sha256, rules=rules)
            for rule in dict.fromkeys([*before, *rules]):
                changes += _changes(corpus, rule, before.get(rule, Floor()), rules.get(rule, Floor()))
        hashes = {entry.sha256 for entry in renewed.values()}
        others = {name: entry for name, entry in self.floors.items() if entry.sha256 not in hashes}
        if others | renewed != self.floors:
            self.floors = others | renewed
            store.write(self.path, self.floors)
        return changes

    def _floor(self, before: Floor | None, corpus: Corpus, rule: str) -> Floor | None:
        if self.rule_ids is not None and rule not in self.rule_ids:
            return before
        today = store.floor_of(corpus.rules[rule]) if rule in corpus.rules else None
        if self.lowering or before is None:
            return today
        return _higher(before, today) if today else before


def _higher(one: Floor, other: Floor) -> Floor:
    pairs = {figure: (getattr(one, figure), getattr(other, figure)) for figure in FIGURES}
    return Floor(**{figure: max((v for v in pair if v is not None), default=None) for figure, pair in pairs.items()})


def _changes(corpus: Corpus, rule: str, before: Floor, now: Floor) -> list[FloorChange]:
    pairs = [(figure, getattr(before, figure), getattr(now, figure)) for figure in FIGURES]
    return [
        FloorChange(path=corpus.path, rule_id=rule, figure=figure, before=was, now=new)
        for figure, was, new in pairs
        if was != new
    ]
