"""Documents, cards and accounts: digits of a known shape whose check digits agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisecheck.personal_data import checksums
from promisecheck.personal_data.datum import Datum

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN = re.compile(r"(?<![\d+])\d(?:[ \-–.]?\d){8,22}(?!\d)")  # nine digits or more, parted by single marks
_INN_WORD = re.compile(r"\bинн\b", re.IGNORECASE)
_SNILS_WORD = re.compile(r"\bснилс", re.IGNORECASE)
_SNILS_FORM = re.compile(r"\d{3}[- –]\d{3}[- –]\d{3}[- –]?\d{2}")
_BIK = re.compile(r"(?<!\d)04\d{7}(?!\d)")
_PASSPORT = re.compile(r"(?<!\d)(\d{2}) ?(\d{2})[ ,]*(?:№|номер|n|N)? ?(\d{3} ?\d{3})(?!\d)", re.IGNORECASE)
_PASSPORT_WORD = re.compile(r"паспорт|\bсери[яиюей]|загран", re.IGNORECASE)
_OTHER_NUMBER = re.compile(
    r"(?:договор|сч[её]т|заявк|заказ|накладн|трек|артикул|отправлени|посылк|поручени|плат[её]ж|чек|квитанц|код|огрн|кпп|тел)\w*\W*$",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)(?=\s*(?:г\.?\s*р|года?\s+рожд))"
    r"|(?<=рождения )\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?<=рождения: )\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d"
    r"|(?:(?<=родился )|(?<=родилась ))\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d",
    re.IGNORECASE,
)
_CONTRACT = re.compile(r"договор\w{0,3}\s*(?:№|номер|n|#)\s*([\w/-]*\d[\w/-]*)", re.IGNORECASE)
# What looks like a document and fails its check digits: a slip of the pen, or no document at all.
_FORM = re.compile(
    r"(?<![\d-])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}"
    r"|\d{3}[ -]\d{3}[ -]\d{3}[ -]\d{2}|408\d{17}|42\d{18}|\d{16}|\d{12}|\d{10})(?![\d-])"
)
LOOKBACK = 30  # characters before a number in which its name is looked for


def codes(text: str) -> Iterator[Datum]:
    """Every document, card, account, birthday and contract number of a readable text."""
    bik = next(iter(_BIK.findall(text)), None)
    for match in _RUN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        kind = _kind(match[0], digits, text[max(0, match.start() - LOOKBACK) : match.start()], bik)
        if kind:
            yield Datum(kind, *match.span(), digits)
    yield from _passports(text)
    for match in _FORM.finditer(text):
        if not _OTHER_NUMBER.search(text[max(0, match.start() - LOOKBACK) : match.start()]):
            yield Datum("number", *match.span(), re.sub(r"\D", "", match[0]))
    for match in _BIRTHDAY.finditer(text):
        yield Datum("birthday", *match.span(), re.sub(r"\D", "", match[0]))
    for match in _CONTRACT.finditer(text):
        yield Datum("contract", *match.span(1), match[1].lower())


def _kind(shown: str, digits: str, before: str, bik: str | None):  # type: ignore[no-untyped-def]
    if len(digits) == 20:
        return "account" if checksums.is_persons_account(digits) and checksums.is_account(digits, bik) else None
    if checksums.is_card(digits):
        return "card"
    if len(digits) == 11 and checksums.is_snils(digits):
        named = _SNILS_WORD.search(before) or _SNILS_FORM.fullmatch(shown)
        return "snils" if named or digits[0] not in "78" else None  # else it is a telephone
    if len(digits) in (10, 12) and checksums.is_inn(digits):
        bare = shown == digits and (len(digits) == 12 or digits[0] != "9")
        return "inn" if bare or _INN_WORD.search(before) else None
    return None


def _passports(text: str) -> Iterator[Datum]:
    """Series and number; without the word «паспорт» only in the form of the document, with a year in the series."""
    for match in _PASSPORT.finditer(text):
        before = text[max(0, match.start() - LOOKBACK) : match.start()]
        parted = re.fullmatch(r"\d\d ?\d\d[ ,]+(?:№|номер)? ?\d{3} ?\d{3}", match[0], re.IGNORECASE)
        dated = match[2] >= "97" or match[2] <= "30"
        if _PASSPORT_WORD.search(before) or (parted and dated and not _OTHER_NUMBER.search(before)):
            yield Datum("passport", *match.span(), re.sub(r"\D", "", match[0]))
