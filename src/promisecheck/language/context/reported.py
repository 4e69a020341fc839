"""Somebody else's word: quoted, reported, or said of a stranger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import Cue, cue, listed
from promisecheck.language.context.governors import governors

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Marks
    from promisecheck.language.reading import Reading

SPEECH = "глагол-речи"
HEARSAY = "с-чужих-слов"  # якобы, мол, дескать, по словам, говорят …
STRANGERS = "чужие"  # конкурент, мошенник, реклама, регулятор …
RIVALS = "конкуренты"  # банк, конкурент, мошенник …: their wares are not ours
OURS = "свои"  # компания, фонд, стратегия, портфель …
_OPEN, _CLOSE = frozenset('«“„"'), frozenset('»”"')


def reported(marks: Marks, i: int) -> list[Cue]:
    """The cue that what token `i` says is not the speaker's own word, or not about his own wares."""
    return quoted(marks, i) or _hearsay(marks, i) or _spoken(marks, i) or others(marks, i, RIVALS)


def quoted(marks: Marks, i: int) -> list[Cue]:
    """Inside quotation marks that hold more than a name, or in a line that begins with «>»."""
    reading = marks.reading
    line = _line_start(reading, i)
    if _cites(reading, line):
        return [cue(line, "quoted")]
    opened = _open_quote(reading, i)
    if opened is None:
        return []
    closed = next((k for k in range(i + 1, len(reading)) if reading.texts[k] in _CLOSE), None)
    if closed is None or "\n" in "".join(reading.texts[opened:closed]):
        return []
    return [cue(opened, "quoted")]


def cited(reading: Reading) -> set[int]:
    """The tokens of lines that begin with «>»: somebody's letter below the answer to it."""
    found: set[int] = set()
    inside = False
    for i in range(len(reading)):
        if i == 0 or "\n" in reading.texts[i - 1]:
            inside = _cites(reading, i)
        if inside:
            found.add(i)
    return found


def _cites(reading: Reading, line: int) -> bool:
    return reading.texts[line].startswith((">", "&gt;"))


def _line_start(reading: Reading, i: int) -> int:
    while i and "\n" not in reading.texts[i - 1]:
        i -= 1
    return i


def _open_quote(reading: Reading, i: int) -> int | None:
    """The quotation mark that is open at token `i`."""
    opened: int | None = None
    for k in range(_line_start(reading, i), i):
        text = reading.texts[k]
        if text in _CLOSE and opened is not None:
            opened = None
        elif text in _OPEN:
            opened = k
    return opened


def _hearsay(marks: Marks, i: int) -> list[Cue]:
    clause = marks.reading.clause_of(i)
    return listed(marks, clause.start, clause.end, "reported", HEARSAY)[:1]


def _spoken(marks: Marks, i: int) -> list[Cue]:
    """Under a verb of speech whose subject is not us: «вы писали, что …», «клиент говорит …»."""
    reading = marks.reading
    clause = reading.clause_of(i)
    above = [k for k in governors(reading, i) if marks.has(k, SPEECH)]
    if not above and clause.opener in ("что", "будто", "якобы"):
        before = range(max(0, clause.start - 12), clause.start)
        above = [k for k in before if marks.has(k, SPEECH) and reading.clause_at[k] == reading.clause_at[i] - 1]
    return [cue(k, "reported") for k in above if not is_ours(marks, k)][:1]


def others(marks: Marks, i: int, names: str = STRANGERS) -> list[Cue]:
    """Somebody of the list `names` as the subject of the clause («конкуренты обещают», «банк даёт»)."""
    reading = marks.reading
    for node in (i, *governors(reading, i)):
        subject = subject_of(reading, node)
        if subject is not None and marks.has(subject, names) and not _is_our_own(reading, subject):
            return [cue(subject, "reported")]
    clause = reading.clause_of(i)
    before = (k for k in range(clause.start, i) if reading.piece_at[k] == reading.piece_at[i])
    return [cue(k, "reported") for k in before if marks.has(k, names) and _nominative(reading, k)][:1]


def subject_of(reading: Reading, node: int) -> int | None:
    """The subject of a predicate."""
    return next((k for k in reading.children[node] if reading.rels[k] in ("nsubj", "nsubj:pass")), None)


def is_ours(marks: Marks, verb: int) -> bool:
    """Whether a verb's subject is the speaker or the company."""
    reading = marks.reading
    grams = reading.grams(verb)
    if reading.forms[verb].endswith(("ется", "ются", "ится", "ятся", "атся")) and "3per" in grams:
        return True
    if "1per" in grams or not grams.isdisjoint({"PRTS", "PRTF", "NOUN"}):  # a passive names nobody
        return True
    subject = subject_of(reading, verb)
    if subject is None:
        near = [k for k in range(max(0, verb - 3), verb) if reading.forms[k] in ("я", "мы")]
        return bool(near) or "INFN" in grams or ("3per" not in grams and "2per" not in grams and "past" not in grams)
    if reading.forms[subject] in ("я", "мы") or _is_our_own(reading, subject) or marks.has(subject, OURS):
        return True
    agrees = ("plur" in grams) == ("plur" in reading.grams(subject))
    thing = agrees and {"NOUN", "inan"} <= reading.grams(subject)
    return thing and not marks.has(subject, STRANGERS)  # «доход гарантирует алгоритм»: a thing has no word of its own


def _is_our_own(reading: Reading, noun: int) -> bool:
    return any(reading.words[k].lemmas & {"наш", "мой"} for k in reading.children[noun])


def _nominative(reading: Reading, k: int) -> bool:
    return "nomn" in reading.grams(k) and not _is_our_own(reading, k)
