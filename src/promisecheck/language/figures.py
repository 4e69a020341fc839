"""Figures in a text: per cent, money, multiples and bare numbers, in digits and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from promisecheck.language.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.language.words import Word

Kind = Literal["процент", "деньги", "кратность", "число"]

_DIGITS = re.compile(r"^[+~≈>]?\d[\d.,]*(?:к|k|кк|тыс|т|м|m|млн|р|%)?\.?$", re.IGNORECASE)
_MONEY_DIGITS = re.compile(r"^\d[\d.,]*(?:к|k|кк|р)$", re.IGNORECASE)
_MULTIPLE = re.compile(r"^(?:[xх]\d+|\d+[xх])$", re.IGNORECASE)
_BETWEEN = frozenset({"-", "–", "—", "до", "или", "и", "от", "примерно", "около", "с", "половиной", "целых", "десятых"})
_PERCENT = frozenset({"%", "процент", "процентик", "процентный", "проц", "годовой"})
_CURRENCY = frozenset(
    "₽ $ € 💵 💲 💰 💸 руб руб. р р. рубль доллар бакс евро usd usdt юсдт eur rub тенге юань копейка рублик".split()
)
_SCALE = frozenset("тысяча миллион миллиард тыс тыс. млн млн. млрд млрд. к k лям косарь сотка полтинник кк".split())
_TIMES = frozenset({"раз", "кратно"})
_WORDS = frozenset(
    """ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать
    пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят
    восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот полтора полторы
    полтораста пара оба десяток сотня двадцатка тридцатка сороковник полтинник пятихатка""".split()
)  # fmt: skip
_WHOLE_SUMS = frozenset("полмиллиона полмиллион полумиллион полумиллиона миллиончик миллиард поллимона".split())
_AFTER_K = frozenset("в за на сверху чистыми чистых и руб рублей р ₽ $".split())
_NO_SUM_AFTER = frozenset(
    "в во № номер пункт п п. п.п. стр стр. глава гл гл. дом д д. кв кв. офис том корпус этаж".split()
)
_MULTIPLE_WORDS = frozenset("икс вдвое втрое вчетверо впятеро двукратный трехкратный двукратно трехкратно".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    kind: Kind


def figures(texts: Sequence[str], words: Sequence[Word]) -> list[Figure]:
    """All figures, left to right, the longest reading of each."""
    found: list[Figure] = []
    i = 0
    while i < len(texts):
        figure = _figure_at(texts, words, i)
        if figure:
            found.append(figure)
            i = figure.end
        else:
            i += 1
    return found


def is_bare(texts: Sequence[str], words: Sequence[Word], figure: Figure) -> bool:
    """Whether a number counts nothing that is named («через год 250», not «250 клиентов», «в 15», «№ 7»)."""
    if figure.kind != "число" or (figure.start and words[figure.start - 1].form in _NO_SUM_AFTER):
        return False
    if figure.end == len(words):
        return True
    after = words[figure.end]
    if after.form in _BETWEEN:
        return True
    return not any(p.pos == "NOUN" or (p.pos == "ADJF" and "gent" in p.grams) for p in after.parses)


def _figure_at(texts: Sequence[str], words: Sequence[Word], i: int) -> Figure | None:
    if _MULTIPLE.match(texts[i]) or words[i].lemmas & _MULTIPLE_WORDS:
        return Figure(i, i + 1, "кратность")
    if words[i].form in _WHOLE_SUMS or words[i].lemmas & _WHOLE_SUMS:
        return _with_unit(texts, words, i, i + 1, "деньги")
    lead = texts[i] in ("$", "€", "₽", "💵", "💲") and i + 1 < len(texts) and _is_number(texts, words, i + 1)
    end = _number_end(texts, words, i + lead)
    if end == i + lead:
        return _half_named(texts, words, i)
    money = lead or _MONEY_DIGITS.match(texts[end - 1]) or _bare_sum(words, i, end)
    kind: Kind = "деньги" if money else "число"
    return _with_unit(texts, words, i, end, kind)


def _bare_sum(words: Sequence[Word], start: int, end: int) -> bool:
    """«40 тысяч» by itself is money; «40 тысяч клиентов» is not."""
    if not any(words[k].lemmas & _SCALE for k in range(start, end)):
        return False
    return end == len(words) or not any(
        parse.pos == "NOUN" and {"plur", "gent"} <= parse.grams for parse in words[end].parses
    )


def _half_named(texts: Sequence[str], words: Sequence[Word], i: int) -> Figure | None:
    """A sum or a per cent without a number before it («тысяч сто», «миллион рублей», «процентов двадцать»)."""
    if words[i].form == "процентов" and i + 1 < len(texts):
        skip = words[i + 1].form in ("по", "на", "под") and i + 2 < len(texts)
        end = _number_end(texts, words, i + 1 + skip)
        return Figure(i, end, "процент") if end > i + 1 + skip else None
    if not words[i].lemmas & _SCALE or texts[i].isdigit():
        return None
    end = i + 1
    while end < len(texts) and (_is_number(texts, words, end) or words[end].lemmas & _SCALE):
        end += 1
    figure = _with_unit(texts, words, i, end, "деньги")
    return figure if figure.end > i + 1 or "миллион" in words[i].lemmas else None


def _with_unit(texts: Sequence[str], words: Sequence[Word], start: int, end: int, kind: Kind) -> Figure:
    """Takes in the unit after the number, if there is one."""
    while end < len(texts):
        text, lemmas = texts[end].lower(), words[end].lemmas
        if text in _PERCENT or lemmas & _PERCENT or text.endswith("%"):
            kind = "процент"
        elif text in ("к", "k") and (kind == "процент" or not _is_thousand(texts, end)):
            break
        elif text in _CURRENCY or text in _SCALE or lemmas & (_CURRENCY | _SCALE):
            kind = "деньги"
        elif kind == "число" and lemmas & _TIMES and end - start < 5:
            return Figure(start, end + 1, "кратность")
        else:
            break
        end += 1
    if texts[end - 1].endswith("%"):
        kind = "процент"
    if kind == "процент" and _is_certainty(texts, words, start, end):
        kind = "число"
    return Figure(start, end, kind)


def _is_thousand(texts: Sequence[str], i: int) -> bool:
    """Whether a «к» is the thousand of «50 к», not the preposition of «50 к маю»."""
    if texts[i].lower() not in ("к", "k") or i + 1 == len(texts):
        return True
    following = texts[i + 1].lower()
    return not following.isalpha() or following in _AFTER_K


def _is_certainty(texts: Sequence[str], words: Sequence[Word], start: int, end: int) -> bool:
    """«100%» and «сто процентов» are mostly a word of certainty; with «годовых» they are a figure."""
    first = texts[start].rstrip("%")
    hundred = first == "100" or words[start].form == "сто"
    return hundred and end - start <= 2 and "годовой" not in words[end - 1].lemmas


def _is_number(texts: Sequence[str], words: Sequence[Word], i: int) -> bool:
    if _DIGITS.match(texts[i]) or not words[i].lemmas.isdisjoint(_WORDS):
        return True
    parts = words[i].form.split("-")  # «семь-восемь»
    return len(parts) == 2 and all(not word(part).lemmas.isdisjoint(_WORDS) for part in parts if part) and all(parts)


def _number_end(texts: Sequence[str], words: Sequence[Word], i: int) -> int:
    """The end of a run of numbers, ranges («4–6», «от двух до трёх») included."""
    end = i
    while end < len(texts):
        scale = end > i and not words[end].lemmas.isdisjoint(_SCALE) and _is_thousand(texts, end)
        if not (scale or _is_number(texts, words, end) or (end > i and _joins(texts, words, end))):
            break
        end += 1
    return end


def _joins(texts: Sequence[str], words: Sequence[Word], i: int) -> bool:
    """Whether the token joins two numbers of one figure."""
    form = words[i].form
    if form not in _BETWEEN and texts[i] not in _BETWEEN:
        return False
    return i + 1 < len(texts) and (_is_number(texts, words, i + 1) or words[i + 1].form in ("половиной", "десятых"))
