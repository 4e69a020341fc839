"""Telephones, by Google's phone number metadata (phonenumberslite), e-mails and postal addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from promisecheck.personal_data.datum import Datum

if TYPE_CHECKING:
    from collections.abc import Iterator

_MANY_DIGITS = re.compile(r"\d(?:[\s().\-–—/]{0,3}\d){9}")
_DASHES = str.maketrans("–—/", "---")
_MAIL = re.compile(
    r"[\w.+-]+(?:@|\s?[(\[]\s?(?:собака|at|@)\s?[)\]]\s?|\sсобака\s)[\w-]+(?:(?:\.|\sточка\s)[\w-]+)+", re.IGNORECASE
)
_SPOKEN_MARKS = (
    (re.compile(r"\s?[(\[]?\s?(?:собака|\bat\b)\s?[)\]]?\s?"), "@"),
    (re.compile(r"\s?точка\s?"), "."),
)
_STREET = (
    r"(?:ул\.?|улиц[аеыу]|пр-?т\.?|просп\.?|проспект[ае]?|пер\.|переул\w+|наб\.|набережн\w+|бульвар[ае]?|б-р|шоссе|ш\.|"
    r"проезд[ае]?|площад[ьи]|мкр\.?|микрорайон\w*|тупик|аллея)"
)
_HOUSE = r"(?:,?\s*(?:д\.?|дом|стр\.?|корп\.?|к\.|влад\w*)?\s*\d+[а-яё]?(?:[/к]\d+)?)"
_FLAT = r"(?:,?\s*(?:корп\w*\.?|к\.|стр\w*\.?|кв\.?|квартира|оф\.?)\s*\d+)*"
_NAME = r"(?:[А-ЯЁа-яё0-9]{1,4}\.\s?|[А-ЯЁа-яё0-9][\w-]*\s?){1,3}?"
_ADDRESS = re.compile(rf"\b(?:{_STREET}\s+{_NAME}|(?:[А-ЯЁ][\w-]+\s){{1,2}}{_STREET}){_HOUSE}{_FLAT}", re.IGNORECASE)


_FLAT_ADDRESS = re.compile(
    r"\b(?:[А-ЯЁа-яё-]+(?:ая|яя|ой|ей|ий|ый|ого|его|а|я)\s){1,2}(?:д\.?\s|дом\s)?(?:\d+[а-яё]?(?:[/к-]\d+)?|[а-яё]+),?"
    r"\s*(?:кв\.?|квартира)\s*(?:\d+|(?:сто|двести|[а-яё]+(?:дцать|десят|надцать)|сорок|девяносто)(?:\s[а-яё]+)?|[а-яё]{2,7})\b",
    re.IGNORECASE,
)


def contacts(text: str) -> Iterator[Datum]:
    """Every telephone, e-mail and postal address of a readable text."""
    yield from _mails(text)
    if _MANY_DIGITS.search(text):
        yield from _phones(text)
    for match in (*_ADDRESS.finditer(text), *_FLAT_ADDRESS.finditer(text)):
        yield Datum("address", *match.span(), " ".join(re.findall(r"\w+", match[0].lower().replace("ё", "е"))))


def _phones(text: str) -> Iterator[Datum]:
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text.translate(_DASHES), "RU"):
        yield Datum("phone", match.start, match.end, phone_key(match.number))


def phone_key(number: Any) -> str:
    """One key for every notation of a number."""
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)).lstrip("+")


def _mails(text: str) -> Iterator[Datum]:
    for match in _MAIL.finditer(text) if "@" in text or "собака" in text.lower() or "at" in text else ():
        key = match[0].lower()
        for spoken, mark in _SPOKEN_MARKS if "@" not in key or " " in key else ():
            key = spoken.sub(mark, key)
        yield Datum("email", match.start(), match.end(), key.rstrip("."))
