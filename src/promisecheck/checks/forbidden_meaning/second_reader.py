"""The second reader: a classifier over the rule's answers, words, lists and grammar, which sees what no pattern names.

It warns where the rules found nothing, and sets aside a warning of theirs that it holds for harmless; both are marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import exp
from operator import itemgetter
from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.finding import Finding
from promisecheck.checks.forbidden_meaning.schema import ClassifierOptions
from promisecheck.checks.forbidden_meaning.span import token_span
from promisecheck.classifier.sample import Sample
from promisecheck.deadline import tick
from promisecheck.errors import RuleError
from promisecheck.language.context.reported import cited
from promisecheck.language.segment import is_symbol
from promisecheck.language.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from promisecheck.checks.forbidden_meaning.claims import Claim
    from promisecheck.checks.forbidden_meaning.engine import Trace
    from promisecheck.checks.talk import Talk
    from promisecheck.classifier.model import Model
    from promisecheck.conversation import Message
    from promisecheck.report import Violation
    from promisecheck.rules.match import Marked, Match

_END = r"[^\s,;!»\")\]]*"  # where a link goes on to
_LINK = re.compile(
    rf"(?:https?://|www\.){_END}|(?<![\w.+-])[\w.+-]*@[\w.-]*\w|(?<![\w.-])[\w.-]+\.(?:ru|com|me|org|net|io|рф)\b{_END}"
    rf"|(?<!\w)\w*?[?&=_]\w+?[=&_]{_END}"
)  # each begins where its first word does: the time stays linear in an endless one
BLOCK = 160  # tokens judged at once; longer messages are read in blocks of whole sentences
CARRIES = -1.0  # log-odds from which a token belongs to the span
SURE = 0.9  # the probability of a sentence by itself that no other sentence can make harmless


_SEEN = (
    "{why} Заметил второй читатель (классификатор), вероятность {percent} %.",
    "{why} Noticed by the second reader (a classifier), probability {percent}%.",
)
_HARMLESS = (
    "Похоже на нарушение по словам, но второй читатель (классификатор) счёл это безобидным: вероятность {percent} %.",
    "Its words look like a violation, but the second reader (a classifier) holds it for harmless: {percent}%.",
)


_ALONE = ClassifierOptions(model="", context_words=0, context_messages=0)


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a message breaks the rule, by its likeliest block, and where it says so."""

    probability: float
    finding: Finding | None

    @property
    def percent(self) -> int:
        """The probability as people read it."""
        return round(100 * self.probability)


class SecondReader:
    """The classifier of a rule, loaded when it is first asked."""

    def __init__(self, options: ClassifierOptions, folder: Path, rule_id: str):
        self.options = options
        self._path = folder / options.model
        if not self._path.is_file():
            raise RuleError(f"{rule_id}: there is no classifier {options.model} here; train one, or drop `classifier`",
                            path=folder)  # fmt: skip

    @cached_property
    def model(self) -> Model:
        """The trained classifier."""
        from promisecheck.classifier.model import Model

        return Model.load(self._path)

    def opinion(self, talk: Talk, message: Message, trace: Trace, *, alone: bool = False) -> Opinion:
        """What the classifier makes of a message that the rules have been through; `alone` – of nothing before it."""
        best = Opinion(0.0, None)
        for sample in samples(talk, message, trace, _ALONE if alone else self.options):
            scores = self.model.scores(sample)
            carrier = int(scores.tokens.argmax())
            probability = 1 / (1 + exp(-(scores.whole + float(scores.tokens[carrier])) / 2))
            if probability > best.probability:
                carriers = [sample.at[k] for k, odds in enumerate(scores.tokens) if odds >= CARRIES]
                category = self.model.categories[int(scores.categories[-len(self.model.categories) :].argmax())]
                start, end = token_span(talk.shallow(message), sample.at[carrier], carriers)
                best = Opinion(probability, Finding(start, end, category))
        return best

    def warns(self, opinion: Opinion) -> bool:
        """Whether a message without any finding of the rules breaks the rule."""
        return opinion.finding is not None and opinion.probability >= self.options.warn_from

    def dismisses(self, opinion: Opinion, severity: str) -> bool:
        """Whether a finding of the rules is only worth a note."""
        options = self.options
        return opinion.probability < (options.dismiss_block_below if severity == "block" else options.dismiss_below)


def warning(opinion: Opinion, found: Violation, lang: str) -> Violation:
    """A violation that the second reader alone has seen: it warns, whatever the category."""
    said = _SEEN[lang == "en"].format(why=found.explanation, percent=opinion.percent)
    return found.model_copy(update={"severity": "warn", "explanation": said})


def note(opinion: Opinion, found: Violation, lang: str) -> Violation:
    """A finding of the rules that the second reader holds for harmless."""
    said = _HARMLESS[lang == "en"].format(percent=opinion.percent)
    return found.model_copy(update={"severity": "info", "explanation": said})


def samples(talk: Talk, message: Message, trace: Trace, options: ClassifierOptions) -> Iterator[Sample]:
    """A message as the classifier sees it: blocks of sentences, each with what was said before it."""
    marked = talk.shallow(message)
    names = _names(marked, message.role, trace)
    own, foreign = _russian(marked), cited(marked.reading)
    for start, end in _blocks(marked):
        judged = [i for i in own if start <= i < end and i not in foreign]
        if not judged:
            continue
        tick()
        sample = Sample()
        _context(sample, talk, message, [i for i in own if i < start], names, options)
        for i in judged:
            sample.add(marked.reading.texts[i], _lemma(marked, i), names[i], at=i)
        yield sample


def _blocks(marked: Marked) -> Iterator[tuple[int, int]]:
    """Sentences put together as long as they fit into a block; one longer than that is cut."""
    bounds = [0]
    for start, end in marked.reading.sentences:
        if start > bounds[-1] and end - bounds[-1] > BLOCK:
            bounds.append(start)
        while end - bounds[-1] > BLOCK:
            bounds.append(bounds[-1] + BLOCK)
    yield from pairwise([*bounds, len(marked.reading)])


def _russian(marked: Marked) -> list[int]:
    """The tokens that the classifier can read: no blanks, emoji, links, nor sentences in another script."""
    reading = marked.reading
    linked = {n for link in _LINK.finditer(reading.given) for n in range(*link.span())}
    found: list[int] = []
    for start, end in reading.sentences:
        words = [i for i in range(start, end) if not reading.texts[i].isspace() and not is_symbol(reading.texts[i])]
        tokens = [i for i in words if reading.span(i, i + 1)[0] not in linked]
        letters = [ch for i in tokens for ch in reading.texts[i] if ch.isalpha()]
        if 2 * sum("\u0400" <= ch <= "\u04ff" for ch in letters) >= len(letters):
            found += tokens
    return found


def _context(
    sample: Sample, talk: Talk, message: Message, own: list[int], names: list[list[str]], options: ClassifierOptions
) -> None:
    """What stands before a block: the end of the same message, or of the messages before."""
    marked = talk.shallow(message)
    most = options.context_words
    found = [(marked, i, names[i]) for i in own]
    before = talk.before(message)[: options.context_messages] if options.context_messages and not own else []
    for earlier in before:
        if earlier.role not in ("client", "employee") or not earlier.text.strip():
            continue
        there = talk.shallow(earlier)
        said = _names(there, earlier.role, None)
        found = [*((there, i, said[i]) for i in _russian(there)), *found]
        if len(found) >= most:
            break
    for there, i, known in found[max(0, len(found) - most) :]:
        sample.add(there.reading.texts[i], _lemma(there, i), known)


def _lemma(marked: Marked, i: int) -> str:
    parses = word(marked.reading.texts[i]).parses
    return parses[0].lemma if parses else marked.reading.forms[i]


def _names(marked: Marked, role: str, trace: Trace | None) -> list[list[str]]:
    """The features of every token: what grammar, lists and figures say of it, and the rule's answers."""
    reading = marked.reading
    answers = _answers(marked, trace)
    starts = {start for start, _ in reading.sentences}
    found: list[list[str]] = []
    for i, text in enumerate(reading.texts):
        parses = word(text).parses
        figure = marked.figure_at.get(i)
        names = [f"role:{role}", *(f"gram:{gram}" for gram in sorted(parses[0].grams if parses else ()))]
        names += [f"list:{name}" for name in sorted(marked.lists.starts[i] | marked.lists.inside[i])]
        names += [f"figure:{figure.kind}"] if figure else []
        names += ["capitals"] if len(text) > 1 and text.isupper() else []
        names += ["first of sentence"] if i in starts else []
        names += ["first of message"] if i == 0 else []
        names += [] if text[0].isalnum() else [f"sign:{text[:2]}"]
        found.append([*names, *sorted(answers[i])])
    if trace and (trace.findings or trace.known):
        spans = [reading.span(i, i + 1) for i in range(len(reading))]
        places = [*((one, "rule:found") for one in trace.findings), *((one, one.category) for one in trace.known)]
        for finding, name in places:
            tick()
            first = bisect_right(spans, finding.start, key=itemgetter(1))
            last = bisect_left(spans, finding.end, key=itemgetter(0))
            for i in range(first, last):
                found[i].append(name)
    return found


def _answers(marked: Marked, trace: Trace | None) -> list[set[str]]:
    """What the rules found and answered, by the token that heads it.

    Only in sentences that the rule's words woke: what else is parsed depends on the other rules.
    """
    found: list[set[str]] = [set() for _ in range(len(marked.reading))]
    if trace is None:
        return found

    def counted(match: Match) -> bool:
        return marked.reading.clause_of(match.head).sentence in trace.sentences

    for claim in trace.claims:
        if counted(claim.match):
            found[claim.match.head] |= _of_claim(claim)
    for pledge in trace.pledges:
        if counted(pledge.match):
            names = {"pledge", f"pledge:{pledge.group.level}", *(f"pledge:{cue.kind}" for cue in pledge.undone)}
            found[pledge.match.head] |= names
    for match, _, excuses in trace.phrases:
        if counted(match):
            counts = set() if excuses else {"phrase:counts"}
            found[match.head] |= {"phrase", *(f"phrase:{cue.kind}" for cue in excuses)} | counts
    return found


def _of_claim(claim: Claim) -> set[str]:
    names = {"claim", f"claim:{claim.group.outcome}", f"claim:{claim.level}"}
    names |= {"claim:favourable"} if claim.favourable else {"claim:unfavourable"}
    names |= {f"claim:{cue.kind}" for cue in claim.excuses} or {"claim:inexcusable"}
    names |= {"claim:pledged"} if claim.pledge else set()
    return names | ({"claim:counts"} if claim.category else set())
