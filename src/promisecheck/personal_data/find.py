"""All personal data of a text, with places in the text as it was given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisecheck.language.disguise import undisguise
from promisecheck.personal_data.codes import codes
from promisecheck.personal_data.contacts import contacts
from promisecheck.personal_data.datum import Datum
from promisecheck.personal_data.names import names
from promisecheck.personal_data.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.language.disguise import Plain

# What a text without which holds no document, telephone, e-mail or address.
_MAY_HOLD = re.compile(
    r"\d|@|собака|ноль|нул|оди?н|дв[ае]|три|четыре|пять|шесть|семь|восемь|девят|десят|сорок|сто\b", re.IGNORECASE
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_RANK = "email account card snils inn passport phone birthday contract number address person".split()


def find(text: str) -> list[Datum]:
    """Every datum of a text, in order; of two that overlap the surer kind stays. Never raises on any string."""
    return _apart([*identifiers(text), *persons(text)])


def identifiers(text: str) -> list[Datum]:
    """Documents, cards, accounts, telephones, e-mails, addresses: all that is not a name."""
    if not _MAY_HOLD.search(text):
        return []
    plain = readable(text)
    return _apart(_placed(plain, [*codes(plain.text), *contacts(plain.text)]))


def persons(text: str) -> list[Datum]:
    """The names."""
    plain = undisguise(text)
    return _placed(plain, names(_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", plain.text)))


def _placed(plain: Plain, found: Iterable[Datum]) -> list[Datum]:
    return [Datum(datum.kind, *plain.span(datum.start, datum.end), datum.key) for datum in found]


def _apart(found: list[Datum]) -> list[Datum]:
    kept: list[Datum] = []
    for datum in sorted(found, key=lambda one: (_RANK.index(one.kind), one.start - one.end)):
        if all(datum.end <= other.start or other.end <= datum.start for other in kept):
            kept.append(datum)
    return sorted(kept, key=lambda one: one.start)
