"""Now against before: the same cases under another pack, or as a former report has them."""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from promisecheck.errors import InputError
from promisecheck.evaluate.bootstrap import f1_change
from promisecheck.evaluate.metrics import Counts
from promisecheck.evaluate.result import FIGURES, Case, Comparison, RuleChange, Scores
from promisecheck.evaluate.tally import CaseRow, scores
from promisecheck.evaluate.words import say
from promisecheck.report import Status


class Pair(NamedTuple):
    """One case before and now."""

    id: str
    rule_id: str
    expected: Status
    before: Status
    now: Status


class Former(BaseModel):
    """What a comparison needs of a former report; the rest of it may change."""

    version: Literal[1]
    cases: list[Case]


def read_former(path: Path, lang: str) -> Former:
    """A report that `evaluate --json` wrote; raises `InputError`."""
    try:
        return Former.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(error.strerror or type(error).__name__, path=path) from None
    except ValidationError:
        raise InputError(say("no-report", lang), path=path) from None


def against_pack(rows: Iterable[CaseRow], folder: Path, order: list[str], resamples: int) -> Comparison:
    """Against the statuses that another pack gave in the same run."""
    pairs, alone = [], 0
    for row in rows:
        if row.before is None:
            alone += 1
        else:
            pairs.append(Pair(row.id, row.rule_id, row.expected, row.before, row.got))
    return _compared(pairs, str(folder), order, resamples, alone, 0)


def against_report(rows: Iterable[CaseRow], former: Former, path: Path, order: list[str], resamples: int) -> Comparison:
    """Against a former report, by id and rule; a case that was labelled anew in between has no counterpart."""
    left = {(case.id, case.rule_id): case for case in former.cases if case.rule_id in order}
    pairs, alone = [], 0
    for row in rows:
        case = left.get((row.id, row.rule_id))
        if case is None or case.expected != row.expected:
            alone += 1
        else:
            del left[row.id, row.rule_id]
            pairs.append(Pair(row.id, row.rule_id, row.expected, case.got, row.got))
    return _compared(pairs, str(path), order, resamples, alone, len(left))


def mcnemar(better: int, worse: int) -> float:
    """The exact two-sided test: how likely is a split at least so uneven, if either way is as likely?"""
    changed = better + worse
    tail: int = sum(comb(changed, n) for n in range(min(better, worse) + 1))
    ways: int = 2**changed
    return min(1.0, 2 * tail / ways)


def _compared(
    pairs: list[Pair], against: str, order: list[str], resamples: int, only_now: int, only_before: int
) -> Comparison:
    by_rule: dict[str, list[Pair]] = {rule: [] for rule in order}
    for pair in pairs:
        by_rule[pair.rule_id].append(pair)
    rules = [_change(rule, mine, resamples) for rule, mine in by_rule.items() if mine]
    return Comparison(against=against, rules=rules, only_now=only_now, only_before=only_before)


def _change(rule_id: str, pairs: list[Pair], resamples: int) -> RuleChange:
    before, now = Counts(), Counts()
    for pair in pairs:
        before.add(pair.expected, pair.before)
        now.add(pair.expected, pair.now)
    better = [pair.id for pair in pairs if _right(pair, pair.now) and not _right(pair, pair.before)]
    worse = [pair.id for pair in pairs if _right(pair, pair.before) and not _right(pair, pair.now)]
    kinds = [(pair.expected == "violated", pair.before == "violated", pair.now == "violated") for pair in pairs]
    was, found = scores(before), scores(now)
    return RuleChange(
        rule_id=rule_id,
        cases=len(pairs),
        before=was,
        now=found,
        change=Scores(**{name: _less(getattr(found, name), getattr(was, name)) for name in FIGURES}),
        f1_interval=f1_change(kinds, resamples, rule_id),
        p_value=mcnemar(len(better), len(worse)),
        better=better,
        worse=worse,
    )


def _right(pair: Pair, status: Status) -> bool:
    """As the figures see it: whether it is violated, not which of the other statuses it has."""
    return (status == "violated") == (pair.expected == "violated")


def _less(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before
