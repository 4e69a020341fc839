"""A wording of the draft that may go out: offending places replaced or cut, what is missing added.

What a category says instead, and where it is put, stands in its rule file (`suggestion`, `repair`). Every candidate is
checked by the whole pack; the first that passes, from the one closest to the draft on, is the proposal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from promisecheck.gate.decision import DraftViolation
    from promisecheck.rules.pack import Pack
    from promisecheck.rules.schema import Category

    Check: TypeAlias = Callable[[str], list[DraftViolation]]

_SENTENCE = re.compile(r"[^\s.!?…](?:[^.!?…\n]|[.!?…](?=[^\s.!?…»)]))*[.!?…»)]*")
_EDGE = " \t,;:–—-"
# What may not be left dangling where the rest of a sentence was cut off.
_DANGLING = re.compile(
    r"(?:[\s,;:–—-]|\b(?:и|а|но|что|чтобы|потому|так|как|ведь|если|поэтому|или|где|который)\b)+$", re.IGNORECASE
)
_FEWEST = 2  # words that the rest of a sentence must have to be worth keeping


@dataclass(frozen=True)
class Proposal:
    """A text that passes, but for the rules that no wording can satisfy."""

    text: str
    unresolved: tuple[str, ...]


def propose(text: str, found: Sequence[DraftViolation], pack: Pack, check: Check) -> Proposal | None:
    """The proposal for a draft with these violations; none where there is nothing to say instead."""
    if not found:
        return None
    placed = [violation for violation in found if violation.start is not None]
    missing = [violation for violation in found if violation.start is None]
    for body in dict.fromkeys(_bodies(text, placed, pack)) if placed else (text,):
        made = _completed(body, missing, pack, check)
        if made is not None:
            return made if made.text != text.strip() else None
    return None


def _completed(body: str, missing: Sequence[DraftViolation], pack: Pack, check: Check) -> Proposal | None:
    """The body with what is missing added, when nothing is left that words could mend."""
    wanted = [one for one in missing if _category(pack, one).place != "nowhere"]
    hopeless = [one for one in missing if one not in wanted]
    for places in (None, "end", "start") if wanted else (None,):
        text = _added(body, wanted, pack, places)
        left = check(text)
        cured = [one for one in wanted if not _among(one, left)]
        if any(not _among(one, missing) for one in left):
            continue
        if len(cured) == len(wanted):
            return Proposal(text, _rules(hopeless)) if text.strip() else None
        if places == "start":  # no place helped: these cannot be mended by words
            hopeless += [one for one in wanted if one not in cured]
            text = _added(body, cured, pack, None)
            if text.strip() and all(_among(one, hopeless) for one in check(text)):
                return Proposal(text, _rules(hopeless))
    return None


def _added(body: str, missing: Sequence[DraftViolation], pack: Pack, anywhere: str | None) -> str:
    """The body between what is to be said before and after it; `anywhere` is for those whose rule names no place."""
    before: list[str] = []
    after: list[str] = []
    for one in missing:
        category = _category(pack, one)
        (after if (category.place or anywhere or "start") == "end" else before).append(category.words)
    return " ".join(part for part in (*dict.fromkeys(before), body.strip(), *dict.fromkeys(after)) if part)


def _bodies(text: str, placed: Sequence[DraftViolation], pack: Pack) -> Iterator[str]:
    """The draft without its offending places, from the closest wording to the shortest."""
    words = {one: _category(pack, one).words for one in placed}
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    yield _replaced(text, sentences, words, keep_rest=True)
    yield _replaced(text, sentences, words, keep_rest=False)
    yield _replaced(text, sentences, dict.fromkeys(words, ""), keep_rest=False)
    yield " ".join(dict.fromkeys(words.values()))


def _replaced(text: str, sentences: list[tuple[int, int]], words: dict[DraftViolation, str], *, keep_rest: bool) -> str:
    """Each offending sentence replaced by what to say instead, once; with or without the rest of the sentence."""
    out: list[str] = []
    done, said = 0, set[str]()
    for start, end in _joined(sentences, list(words)):
        inside = sorted((one for one in words if _overlaps(one, start, end)), key=lambda one: one.start or 0)
        if not inside:
            continue
        first, last = max(start, inside[0].start or 0), min(end, max(one.end or 0 for one in inside))
        fresh = [words[one] for one in inside if words[one] not in said]
        said.update(fresh)
        parts = list(dict.fromkeys(fresh))
        if keep_rest:
            parts = [_head(text[start:first]), *parts, _tail(text[last:end])]
        out += [text[done:start], " ".join(part for part in parts if part)]
        done = end
    out.append(text[done:])
    return re.sub(r"[ \t]{2,}", " ", "".join(out)).strip()


def _joined(sentences: list[tuple[int, int]], placed: list[DraftViolation]) -> list[tuple[int, int]]:
    """The sentences, those that one violation runs through put together."""
    found: list[tuple[int, int]] = []
    for start, end in sentences:
        if found and any((one.start or 0) < found[-1][1] and start < (one.end or 0) for one in placed):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _head(rest: str) -> str:
    """What stood before the place, as a sentence of its own."""
    rest = _DANGLING.sub("", rest).strip(_EDGE)
    return f"{rest}." if len(rest.split()) >= _FEWEST else ""


def _tail(rest: str) -> str:
    """What stood after it."""
    rest = rest.lstrip(_EDGE)
    words = re.findall(r"\w+", rest)
    return rest[:1].upper() + rest[1:] if len(words) >= _FEWEST else ""


def _overlaps(one: DraftViolation, start: int, end: int) -> bool:
    return (one.start or 0) < end and start < (one.end or 0)


def _among(one: DraftViolation, others: Sequence[DraftViolation]) -> bool:
    """Whether the same thing is missing there."""
    return one.start is None and any(
        (one.rule_id, one.category, None) == (other.rule_id, other.category, other.start) for other in others
    )


def _rules(violations: Sequence[DraftViolation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.rule_id for one in violations))


@dataclass(frozen=True)
class _Words:
    """What to say instead, in the client's language, and where."""

    words: str
    place: str | None


def _category(pack: Pack, violation: DraftViolation) -> _Words:
    category: Category = pack.rule(violation.rule_id).categories[violation.category]
    repair = category.repair
    words = (repair.text if repair and repair.text else category.suggestion).ru
    return _Words(words, repair.place if repair else None)
