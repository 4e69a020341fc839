"""The figures as a page in Markdown."""

from __future__ import annotations

import platform
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.accuracy.contestants import ALONE, PACK
from benchmarks.accuracy.figures import Corpus, Line
from promisecheck.evaluate.bootstrap import CONFIDENCE, RESAMPLES, Interval
from promisecheck.evaluate.cells import number, signed

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("spacy", "pymorphy3", "pymorphy3-dicts-ru", "slovnet", "navec", "numpy")
HEAD = ("", "precision", "recall", "F1", "F1 less the base's", "p", "ms a message")

TOP = """\
# Accuracy: the pack beside keywords, and without its parts

Written by `python -m benchmarks.accuracy --write docs/accuracy.md`; not edited by hand.
Rule `{rule}`, {today}: promisecheck {own}, Python {python}, {libraries}.

## Who is measured

- *keyword regex*: stems and short patterns as a compliance team would script them, without any context
  (`benchmarks/accuracy/keywords.py`).
- *lemmas, NegEx window*: lemmas of keywords (pymorphy3), taken back by a negation or a hedge within {window} tokens,
  with pseudo-negations, cues on both sides and words that end their scope: NegEx, Chapman et al. 2001
  (`benchmarks/accuracy/negex.py`).
- *{pack}*: the rule as it ships.
- *{alone}*: the same without its second reader, the classifier ([second-reader.md](second-reader.md)).
- *without …*: the rules alone with one part switched off and all others left on (`benchmarks/accuracy/parts.py`).

The base of a difference is {pack}, and for *without …* {alone}.

## How to read it

In parentheses are {confidence:.0%} percentile bootstrap intervals over conversations ({resamples} resamples). p is
McNemar's exact test against the base on the same conversations, not corrected for the number of rows. Many
conversations are minimal pairs, which both treat as independent; true intervals are somewhat wider. Times are processor
time of one thread for each message of an employee, after a warm-up; on a busy machine they vary by a third.

`corpora/dev` was read while the rule was written: its figures say how well the rule fits what it was tuned on, and
nothing of new texts. `corpora/test` was written by others and is not read for that; its figures are the ones to quote,
with its size. Both are invented, and half of their cases violate, far more than in real mail, so that precision there
will be lower. They were also written so that keywords decide little: «гарант-» stands in about a tenth of the
violating texts and in many innocent ones. On a corpus of plain guarantees the keywords would do better than here.
Their lists come from the memo and common sense, corrected once after a look at their false finds in `corpora/dev`.

A part that changes little is not useless: its cases may be few in these corpora, or another part may catch them too.
Most parts of context buy precision with recall. At half violating the one pays for the other in F1; where violations
are rare, precision weighs more. A part whose change is not below zero has not shown here that it is needed.
Switched off is every cue of the part's kind; words such as «не» that stand in the patterns of the rule itself remain,
and so do lists that another part reads directly.
"""


def page(rule_id: str, window: int, corpora: Sequence[Corpus], lines: Sequence[Sequence[Line]]) -> str:
    """The whole page."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    top = TOP.format(
        rule=rule_id, today=date.today().isoformat(), own=_own_version(), python=platform.python_version(),
        libraries=libraries, window=window, pack=PACK, alone=ALONE, confidence=CONFIDENCE, resamples=RESAMPLES,
    )  # fmt: skip
    return "\n".join([top, *(_section(corpus, rows) for corpus, rows in zip(corpora, lines, strict=True))])


def _own_version() -> str:
    """Of the checkout, installed or not."""
    project: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project["version"]


def _section(corpus: Corpus, lines: Sequence[Line]) -> str:
    count = f"{len(corpus.wanted)} conversations" if corpus.whole in (0, len(corpus.wanted)) else (
        f"{len(corpus.wanted)} of {corpus.whole} conversations, evenly taken"
    )  # fmt: skip
    counted = f"{count}, {sum(corpus.wanted)} violating; sha256 `{corpus.sha256}`."
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1)), *map(_row, lines)]
    return "\n".join([f"## {name_of(corpus.path)}", "", counted, "", *(f"| {' | '.join(row)} |" for row in rows), ""])


def _row(line: Line) -> tuple[str, ...]:
    found = [(getattr(line.counts, name), line.intervals[name]) for name in ("precision", "recall", "f1")]
    change = line.change
    return (
        f"**{line.name}**" if change is None else line.name,
        *(f"{number(value)}{_interval(sure, number)}" for value, sure in found),
        f"{signed(change.f1)}{_interval(change.interval, signed)}" if change else "",
        _p(change.p_value) if change else "",
        f"{line.milliseconds:.2f}",
    )


def _interval(sure: Interval | None, shown: Callable[[float], str]) -> str:
    return f" ({shown(sure[0])}…{shown(sure[1])})" if sure else ""


def _p(value: float) -> str:
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"


def name_of(path: Path) -> str:
    """A corpus of ours by its place in the checkout, another by its name alone."""
    whole = path.resolve()
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else path.name
