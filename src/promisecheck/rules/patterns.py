"""The pattern language of the rules: from a line of text to elements (docs/rules.md describes it)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from promisecheck.errors import RuleError

# Readable names of grammatical features -> grammemes of pymorphy3.
FEATURES: dict[str, str] = {
    "глаг": "VERB", "инф": "INFN", "прич": "PRTF", "деепр": "GRND", "сущ": "NOUN", "прил": "ADJF", "нареч": "ADVB",
    "предик": "PRED", "мест": "NPRO", "будущее": "futr", "настоящее": "pres", "прошедшее": "past", "повел": "impr",
    "1л": "1per", "2л": "2per", "3л": "3per", "ед": "sing", "мн": "plur", "им": "nomn", "род": "gent", "дат": "datv",
    "вин": "accs", "твор": "ablt", "предл": "loct", "сов": "perf", "несов": "impf", "страд": "pssv", "действ": "actv",
    "сравн": "COMP", "одуш": "anim",
}  # fmt: skip
ALTERNATE_FEATURES: dict[str, tuple[str, ...]] = {
    "кратк": ("PRTS", "ADJS"),
    "непрош": ("futr", "pres"),
    "личн": ("1per", "2per", "3per"),
    "имя": ("Name", "Patr", "Surn"),
}
_EXCLUSIVE = [
    frozenset(group.split())
    for group in (
        "VERB INFN PRTF PRTS GRND NOUN ADJF ADJS ADVB PRED NPRO COMP", "futr pres past", "1per 2per 3per", "sing plur",
        "nomn gent datv accs ablt loct", "perf impf", "pssv actv",
    )
]  # fmt: skip
FIGURES = frozenset({"процент", "деньги", "кратность", "число", "голое"})  # «голое»: a number that counts nothing
DEFAULT_GAP = 6
NEAR = 8  # words that may stand between the two sides of «~»

_ELEMENT = re.compile(r"(?P<head>\^)?(?P<open>\()?(?P<body>[^()^]+?)(?P<close>\))?$")
_WORD = re.compile(r"^[а-яёa-z][а-яёa-z-]*\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern: any of `lemmas`, `lists`, `forms` or `figures`, with `features`."""

    lemmas: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()  # lemmas marked «+»: the dictionary does not know them
    anything: bool = False
    features: tuple[frozenset[str], ...] = ()  # each set: one of its grammemes is needed
    forbidden: frozenset[str] = frozenset()
    optional: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` other words of the same clause, or (`free`) of the same sentence."""

    most: int
    free: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of elements and gaps, or (`links`) elements joined by dependency.

    `links` holds for each element of a dependency pattern its governor's index and whether any depth will do.
    """

    source: str
    parts: tuple[Element | Gap, ...]
    links: tuple[tuple[int, bool] | None, ...] = ()
    head: int = 0
    alternatives: tuple[Pattern, ...] = field(default=())

    @property
    def elements(self) -> list[Element]:
        """The words of the pattern, without gaps."""
        return [part for part in self.parts if isinstance(part, Element)]


def parse(source: str) -> Pattern:
    """Reads one pattern; raises `RuleError` that says which word is wrong and what is allowed."""
    text = source.strip()
    if not text:
        raise RuleError("the pattern is empty; write at least one word")
    if "~" in text.split():
        return _near(text)
    if ">" in text.split() or ">>" in text.split():
        return _dependency(text)
    parts = tuple(_part(word) for word in text.split())
    return Pattern(text, parts, head=_checked_head(text, parts))


def _near(text: str) -> Pattern:
    """`A ~ B`: both in one clause in either order."""
    left, _, right = (side.strip() for side in text.partition("~"))
    if not left or not right or "~" in right:
        raise RuleError(f"«{text}»: «~» joins exactly two sides, as in «@деньги ~ @вырасти»")
    one, two = parse(left), parse(right)
    gap = Gap(NEAR)
    marked = two if any(e.head for e in two.elements) else one
    orders = []
    for first, second in ((one, two), (two, one)):
        parts = (*first.parts, gap, *second.parts)
        offset = 0 if marked is first else len(first.parts) + 1
        orders.append(Pattern(text, parts, head=offset + marked.head))
    return Pattern(text, orders[0].parts, head=orders[0].head, alternatives=tuple(orders))


def _dependency(text: str) -> Pattern:
    """`A > B + C`: B and C depend on A directly; `A >> B`: at any depth; `A > B > C`: C depends on B."""
    parts: list[Element] = []
    links: list[tuple[int, bool] | None] = []
    governor, deep = -1, False
    for token in text.split():
        if token in (">", ">>"):
            if not parts:
                raise RuleError(f"«{text}»: a word must stand before «{token}»")
            governor, deep = len(parts) - 1, token == ">>"
        elif token == "+":
            continue
        else:
            part = _part(token)
            if isinstance(part, Gap) or part.optional:
                raise RuleError(f"«{text}»: gaps and optional words have no place beside «>»; order is free there")
            if parts and governor < 0:
                raise RuleError(f"«{text}»: join the words by «>», «>>» or «+»")
            links.append((governor, deep) if parts else None)
            parts.append(part)
    if len(parts) < 2 or text.split()[-1] in (">", ">>", "+"):
        raise RuleError(f"«{text}»: a word must stand on both sides of «>»")
    return Pattern(text, tuple(parts), tuple(links), head=_checked_head(text, tuple(parts)))


def _checked_head(text: str, parts: tuple[Element | Gap, ...]) -> int:
    """Where the word stands whose context decides: the one marked «^», else the first that must be there."""
    must = [n for n, part in enumerate(parts) if isinstance(part, Element) and not part.optional and not part.anything]
    if not must:
        raise RuleError(f"«{text}»: at least one word must be required")
    marked = [n for n, part in enumerate(parts) if isinstance(part, Element) and part.head]
    if len(marked) > 1:
        raise RuleError(f"«{text}»: only one word may be marked «^»")
    if isinstance(parts[0], Gap) or isinstance(parts[-1], Gap):
        raise RuleError(f"«{text}»: a gap «...» needs a word on both sides")
    return marked[0] if marked else must[0]


def _part(token: str) -> Element | Gap:
    free = token.endswith(",")
    body = token.removesuffix(",")
    if body == "...":
        return Gap(DEFAULT_GAP, free)
    if re.fullmatch(r"\.\.\d+", body):
        return Gap(int(body[2:]), free)
    if token.startswith(".."):
        raise RuleError(f"«{token}»: a gap is «...», or «..3» for up to three words; «..3,» also crosses commas")
    return element(token)


def element(token: str) -> Element:
    """Reads one word of a pattern."""
    match = _ELEMENT.match(token)
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise RuleError(f"«{token}»: brackets must open and close around one word: «(очень)»")
    body, colon, names = match["body"].partition(":")
    if colon and not names:
        raise RuleError(f"«{token}»: a feature is missing after «:»")
    features, forbidden = _features(token, names)
    found: dict[str, set[str]] = {"lemmas": set(), "lists": set(), "forms": set(), "figures": set(), "new": set()}
    anything = body == "*"
    for alternative in () if anything else body.split("|"):
        kind, value = _alternative(token, alternative.removeprefix("+"))
        found[kind].add(value)
        if alternative.startswith("+"):
            found["new"].add(value)
    return Element(
        **{name: frozenset(values) for name, values in found.items()},
        anything=anything, features=features, forbidden=forbidden,
        optional=bool(match["open"]), head=bool(match["head"]),
    )  # fmt: skip


def _alternative(token: str, text: str) -> tuple[str, str]:
    from promisecheck.language.words import fold

    if text.startswith("@") and len(text) > 1:
        return "lists", text[1:]
    if text.startswith("#"):
        if text[1:] not in FIGURES:
            raise RuleError(f"«{token}»: no figure «{text}»; there are: {', '.join('#' + f for f in sorted(FIGURES))}")
        return "figures", text[1:]
    if text.startswith("=") and len(text) > 1:
        return "forms", fold(text[1:])
    if text in ("", "@", "=", "#"):
        where = "beside «|»" if "|" in token else f"after «{token[0]}»"
        raise RuleError(f"«{token}»: a word is missing {where}")
    if _WORD.match(text) or not text.isalnum():
        return ("lemmas", fold(text)) if _WORD.match(text) else ("forms", text)
    raise RuleError(f"«{token}»: «{text}» is not a word")


def _features(token: str, names: str) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """`:непрош,2л/3л,!повел` – commas are «and», slashes «or», «!» is «not»."""
    wanted: list[frozenset[str]] = []
    forbidden: set[str] = set()
    for name in filter(None, names.split(",")):
        if name.startswith("!"):
            forbidden.update(_grammemes(token, name[1:]))
        else:
            wanted.append(frozenset(g for one in name.split("/") for g in _grammemes(token, one)))
    _check_possible(token, wanted, forbidden)
    return tuple(wanted), frozenset(forbidden)


def _check_possible(token: str, wanted: list[frozenset[str]], forbidden: set[str]) -> None:
    """No word form has two tenses, cases, persons … at once, nor what the pattern also forbids."""
    for group in _EXCLUSIVE:
        sets = [names for names in wanted if names <= group]
        if sets and not frozenset.intersection(*sets) - forbidden:
            said = ", ".join(sorted(name for name, gram in FEATURES.items() if any(gram in names for names in sets)))
            raise RuleError(f"«{token}»: no word form is {said} at once; write «/» for «or», or drop one")


def _grammemes(token: str, name: str) -> tuple[str, ...]:
    if name in FEATURES:
        return (FEATURES[name],)
    if name in ALTERNATE_FEATURES:
        return ALTERNATE_FEATURES[name]
    known = ", ".join(sorted([*FEATURES, *ALTERNATE_FEATURES]))
    raise RuleError(f"«{token}»: no feature «{name}»; there are: {known}")
