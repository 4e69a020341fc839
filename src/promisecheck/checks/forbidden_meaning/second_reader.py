"""The second reader: a classifier over the rule's answers, words, lists and grammar, which sees what no pattern names.

It warns where the rules found nothing, and sets aside a warning of theirs that it holds for harmless; both are marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
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
from promisecheck.language.words import WORDS_KEPT, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from promisecheck.checks.forbidden_meaning.claims import Claim
    from promisecheck.checks.forbidden_meaning.engine import Trace
    from promisecheck.checks.talk import Talk
    from promisecheck.classifier.encoder import Encoder
    from promisecheck.classifier.model import Model
    from promisecheck.classifier.network import Scores
    from promisecheck.conversation import Message
    from promisecheck.language.reading import Reading
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


@dataclass(frozen=True)
class Opinion:
    """How likely a message breaks the rule, by its likeliest block, and where it says so."""

    probability: float = 0.0
    place: Callable[[], Finding] | None = None

    @cached_property
    def finding(self) -> Finding | None:
        """The place, worked out where it is asked for; none where nothing could be judged."""
        return self.place() if self.place else None

    @property
    def percent(self) -> int:
        """The probability as people read it."""
        return round(100 * self.probability)


class SecondReader:
    """The classifier of a rule, loaded when it is first asked."""

    def __init__(self, options: ClassifierOptions, folder: Path, rule_id: str):
        self.options, self._folder = options, folder
        for key, name in (("classifier", options.model), ("encoder", options.encoder)):
            if name and not (folder / name).is_file():
                raise RuleError(f"{rule_id}: there is no {key} {name} here; train one, or drop `{key}`", path=folder)

    @cached_property
    def model(self) -> Model:
        """The trained classifier."""
        from promisecheck.classifier.model import Model

        return Model.load(self._folder / self.options.model)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder that is asked where the classifier is not sure."""
        from promisecheck.classifier.encoder import Encoder

        return Encoder.load(self._folder / self.options.encoder) if self.options.encoder else None

    def opinion(self, talk: Talk, message: Message, trace: Trace, *, alone: bool = False) -> Opinion:
        """What the classifier makes of a message that the rules have been through; `alone` – of nothing before it."""
        best = Opinion()
        for sample in samples(talk, message, trace, _ALONE if alone else self.options):
            scores = self._scores(sample)
            probability = _probability(scores)
            if probability > best.probability:
                best = Opinion(probability, partial(self._place, talk.shallow(message), sample, scores))
        return best

    def _scores(self, sample: Sample) -> Scores:
        """The classifier's scores; where it is not sure, with those of the encoder."""
        scores, options = self.model.scores(sample), self.options
        if options.encoder and options.unsure_from <= _probability(scores) <= options.unsure_to and self.encoder:
            return scores.mixed(self.encoder.scores(sample), options.encoder_share)
        return scores

    def _place(self, marked: Marked, sample: Sample, scores: Scores) -> Finding:
        """The stretch that the scores point at."""
        carriers = [sample.at[k] for k, odds in enumerate(scores.tokens) if odds >= CARRIES]
        category = self.model.categories[int(scores.categories[-len(self.model.categories) :].argmax())]
        start, end = token_span(marked, sample.at[int(scores.tokens.argmax())], carriers)
        return Finding(start, end, category)

    def warns(self, opinion: Opinion) -> bool:
        """Whether a message without any finding of the rules breaks the rule."""
        return opinion.place is not None and opinion.probability >= self.options.warn_from

    def dismisses(self, opinion: Opinion, severity: str) -> bool:
        """Whether a finding of the rules is only worth a note."""
        options = self.options
        return opinion.probability < (options.dismiss_block_below if severity == "block" else options.dismiss_below)


def _probability(scores: Scores) -> float:
    """Of a violation: what the whole and its likeliest token say, half and half."""
    return 1 / (1 + exp(-(scores.whole + float(scores.tokens.max())) / 2))


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
    names = _with_answers(marked, _known(talk, message), trace)
    own, foreign = _russian(talk, message), cited(marked.reading)
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


def _russian(talk: Talk, message: Message) -> list[int]:
    """The tokens that the classifier can read: no blanks, emoji, links, nor sentences in another script."""
    return talk.once(("russian", message.id), lambda: _russian_of(talk.shallow(message).reading))


def _russian_of(reading: Reading) -> list[int]:
    linked = {n for link in _LINK.finditer(reading.given) for n in range(*link.span())}
    found: list[int] = []
    for start, end in reading.sentences:
        tokens = [i for i in range(start, end) if not reading.texts[i].isspace() and not is_symbol(reading.texts[i])]
        if linked:
            tokens = [i for i in tokens if reading.span(i, i + 1)[0] not in linked]
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
        said = _known(talk, earlier)
        found = [*((there, i, said[i]) for i in _russian(talk, earlier)), *found]
        if len(found) >= most:
            break
    for there, i, known in found[max(0, len(found) - most) :]:
        sample.add(there.reading.texts[i], _lemma(there, i), known)


def _lemma(marked: Marked, i: int) -> str:
    parses = word(marked.reading.texts[i]).parses
    return parses[0].lemma if parses else marked.reading.forms[i]


@lru_cache(WORDS_KEPT)
def _grammemes(text: str) -> tuple[str, ...]:
    parses = word(text).parses
    return tuple(f"gram:{gram}" for gram in sorted(parses[0].grams if parses else ()))


def _known(talk: Talk, message: Message) -> list[list[str]]:
    """The features of every token but for a rule's answers: what grammar, lists and figures say of it."""
    return talk.once(("features", message.id), lambda: _features(talk.shallow(message), message.role))


def _features(marked: Marked, role: str) -> list[list[str]]:
    reading = marked.reading
    starts = {start for start, _ in reading.sentences}
    found: list[list[str]] = []
    for i, text in enumerate(reading.texts):
        figure = marked.figure_at.get(i)
        names = [f"role:{role}", *_grammemes(text)]
        names += [f"list:{name}" for name in sorted(marked.lists.starts[i] | marked.lists.inside[i])]
        names += [f"figure:{figure.kind}"] if figure else []
        names += ["capitals"] if len(text) > 1 and text.isupper() else []
        names += ["first of sentence"] if i in starts else []
        names += ["first of message"] if i == 0 else []
        names += [] if text[0].isalnum() else [f"sign:{text[:2]}"]
        found.append(names)
    return found


def _with_answers(marked: Marked, known: list[list[str]], trace: Trace) -> list[list[str]]:
    """The features of every token, with what the rules answered and found."""
    reading = marked.reading
    answers = _answers(marked, trace)
    found = [[*names, *sorted(answers[i])] if i in answers else names for i, names in enumerate(known)]
    if trace.findings or trace.known:
        spans = [reading.span(i, i + 1) for i in range(len(reading))]
        places = [*((one, "rule:found") for one in trace.findings), *((one, one.category) for one in trace.known)]
        for finding, name in places:
            tick()
            first = bisect_right(spans, finding.start, key=itemgetter(1))
            last = bisect_left(spans, finding.end, key=itemgetter(0))
            for i in range(first, last):
                found[i] = [*found[i], name]
    return found


def _answers(marked: Marked, trace: Trace) -> dict[int, set[str]]:
    """What the rules found and answered, by the token that heads it.

    Only in sentences that the rule's words woke: what else is parsed depends on the other rules.
    """
    found: dict[int, set[str]] = {}

    def add(match: Match, names: set[str]) -> None:
        if marked.reading.clause_of(match.head).sentence in trace.sentences:
            found.setdefault(match.head, set()).update(names)

    for claim in trace.claims:
        add(claim.match, _of_claim(claim))
    for pledge in trace.pledges:
        add(pledge.match, {"pledge", f"pledge:{pledge.group.level}", *(f"pledge:{cue.kind}" for cue in pledge.undone)})
    for match, _, excuses in trace.phrases:
        add(match, {"phrase", *(f"phrase:{cue.kind}" for cue in excuses)} | (set() if excuses else {"phrase:counts"}))
    return found


def _of_claim(claim: Claim) -> set[str]:
    names = {"claim", f"claim:{claim.group.outcome}", f"claim:{claim.level}"}
    names |= {"claim:favourable"} if claim.favourable else {"claim:unfavourable"}
    names |= {f"claim:{cue.kind}" for cue in claim.excuses} or {"claim:inexcusable"}
    names |= {"claim:pledged"} if claim.pledge else set()
    return names | ({"claim:counts"} if claim.category else set())
