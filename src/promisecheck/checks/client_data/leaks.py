"""Personal data of strangers in an outgoing message: which of it is a leak, and how grave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.finding import Finding
from promisecheck.personal_data.datum import DOCUMENTS, Datum
from promisecheck.personal_data.find import identifiers, persons
from promisecheck.personal_data.names import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from promisecheck.checks.client_data.schema import PersonalData
    from promisecheck.personal_data.own import Own
    from promisecheck.rules.match import Marked

CLOSE = 12  # characters between a full name and a sum that need no word of what it is
NEAR = 60  # characters between a name and what belongs to it
_YOURS = re.compile(
    r"\b(?:ваш|твой|ваша|твоя|ваше|твоё|твое|вашу|твою|вашей|твоей|вашего|твоего|вашем|вашему|ваши|твои|ваших)\s+"
    r"(?:\w+\s+)?(?:номер\w*|телефон\w*|тел|почт\w+|e-?mail|имейл\w*|мейл\w*|адрес\w*|паспорт\w*|инн|снилс\w*|карт\w+|"
    r"сч[её]т\w*|данны\w+|реквизит\w*|договор\w*|мобильн\w+|контакт\w*|анкет\w+|заявк\w+|заявлени\w+|фамили\w+|дат\w+)",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\b(?:мне (?:на|по)|мо[йяею]\w?|моего|моём|моем|меня зовут|это я|с уважением|звоните мне|"
    r"пишите мне|наберите меня|на связи|"
    r"прямой|наш\w{0,3}\s+(?:номер|телефон|почт\w+|e-?mail|адрес|офис|сч[её]т|реквизит\w+|сайт|колл\w*|линия))\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"звон|пишите|писать|напиш|набер|обращ|по телефон|горяч|лини[яюие]|почт[аеу] для|офис|наш|общий|связ"
    r"|круглосуточн|мо[йя]\b|info@",
    re.IGNORECASE,
)
_PUBLIC_SUM = re.compile(r"млрд|миллиард|[$€]|доллар|евро|USD|EUR|\*", re.IGNORECASE)  # of the news, not of our clients
_SCALE = frozenset({"миллион", "тысяча", "млн", "млн.", "тыс", "тыс.", "лям", "миллиончик"})
_HAS = re.compile(r"\bу $", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:офис\w*|приезжайте|подъезжайте|приходите|находимся|жд[её]м|располож\w+|встреч\w+|отделени\w+|филиал\w*|объект\w*|"
    r"квартир\w+ в|жк|дом сдан|застройщик\w*)\b",
    re.IGNORECASE,
)
_COMPANY_MAIL = re.compile(
    r"(?:info|support|help|hello|office|sales|mail|client|clients|service|hr|press|contact|zakaz|reception|care|ask)\b"
)
_VOCATIVE_AFTER = re.compile(r"\s*[,!]")


@dataclass(frozen=True, slots=True)
class Leak:
    """Data of one stranger: the name, if there is one, and what stands beside it."""

    person: Datum | None
    data: tuple[Datum, ...]

    @property
    def start(self) -> int:
        """Where the first of it begins."""
        return min(one.start for one in self._all)

    @property
    def end(self) -> int:
        """Where the last of it ends."""
        return max(one.end for one in self._all)

    @property
    def _all(self) -> tuple[Datum, ...]:
        return (self.person, *self.data) if self.person else self.data


class Leaks:
    """Finds leaks by a rule's word lists. `own` data are nobody else's; in public the client's are a leak too."""

    def __init__(self, rule: PersonalData):
        self.rule = rule

    def findings(
        self, text: str, marked: Callable[[], Marked], *, client: Callable[[], Own], company: Callable[[], Own],
        public: bool, just_said: Sequence[str] = (),
        alone: bool = False,
    ) -> list[Finding]:  # fmt: skip
        """What leaks in a message; the readings and whose data is whose are worked out only where data is found."""
        found = identifiers(text)
        sums = (
            []
            if found
            else [one for one in _sums(marked()) if not _PUBLIC_SUM.search(text[one.start - 2 : one.end + 8])]
        )
        if not found and not sums:
            return []
        reading = marked()
        company_own, client_own = company(), client()
        people = [one for one in persons(text) if not company_own.covers(one, text) and not _within(one, found)]
        if public:
            shown = [one for one in found if not company_own.covers(one, text) and not self._staffs(reading, one)]
            shown = [one for one in shown if not self._for_use(text, one, client_own)]
            if shown:
                return [Finding(min(o.start for o in shown), max(o.end for o in shown), self.rule.public)]
        people = [one for one in people if not client_own.covers(one, text) and not _addressed(one, text)]
        found = [one for one in found if not company_own.covers(one, text) and not client_own.covers(one, text)]
        leaks = list(self._linked(text, reading, people, found))
        if not leaks and not people and any(_names_stranger(said, client_own, company_own) for said in just_said):
            leaks = [Leak(None, (one,)) for one in found if not self._harmless(text, reading, one)]
        return self._graded(leaks or list(self._riches(text, reading, people, sums, alone)))

    @staticmethod
    def _for_use(text: str, one: Datum, client_own: Own) -> bool:
        """A contact given to be used, and not the client's."""
        if client_own.covers(one, text):
            return False
        near = text[max(0, one.start - NEAR) : one.end + NEAR // 2]
        return one.kind in ("address", "number", "contract") or _CALL.search(near) is not None

    def _linked(self, text: str, marked: Marked, people: list[Datum], found: list[Datum]) -> Iterable[Leak]:
        """Each identifier with the nearest name of its line; a client's telephone without a name counts too."""
        mine: dict[Datum | None, list[Datum]] = {}
        if any(_MINE.search(text[max(0, one.start - NEAR) : one.start]) for one in found):
            people = []  # the speaker's own card; the names beside it are his
        for one in found:
            if self._harmless(text, marked, one):
                continue
            near = [person for person in people if _gap(person, one) <= NEAR]
            nearest = min(near, key=lambda person: _gap(person, one), default=None)
            if nearest is None and not self._clients(marked, one):
                continue
            mine.setdefault(nearest, []).append(one)
        return (Leak(person, tuple(data)) for person, data in mine.items())

    def _harmless(self, text: str, marked: Marked, one: Datum) -> bool:
        before = text[max(0, one.start - NEAR) : one.start]
        line = before.rpartition("\n")[2]
        if one.kind == "email" and _COMPANY_MAIL.match(one.key):
            return True
        if one.kind == "phone" and one.key.startswith("7800"):
            return True
        if _YOURS.search(line) or _MINE.search(before) or self._staffs(marked, one):
            return True
        return (
            one.kind in ("address", "contract")
            and _OFFICE.search(text[max(0, one.start - 80) : one.end + 20]) is not None
        )

    def _staffs(self, marked: Marked, one: Datum) -> bool:
        """Whether the contact is a colleague's or an office's; a client stays one whatever his trade."""
        around = _around(marked, one)
        return any(marked.has(i, self.rule.staff) for i in around) and not any(
            marked.has(i, self.rule.clients) for i in around
        )

    def _clients(self, marked: Marked, one: Datum) -> bool:
        """«номер нашего клиента», «телефон инвестора» before a number."""
        before = [i for i in _around(marked, one) if _given(marked, i) < one.start][-6:]
        return one.kind not in ("address", "contract", "number") and any(
            marked.has(i, self.rule.clients) for i in before
        )

    def _riches(self, text: str, marked: Marked, people: list[Datum], sums: list[Datum], alone: bool) -> Iterable[Leak]:
        """A sum beside a name, where the talk is of what he holds; `alone` – with us: no client has spoken."""
        for person in people:
            around = _around(marked, person)
            near = [one for one in sums if any(one.start <= _given(marked, i) < one.end for i in around)]
            of = _HAS.search(text[max(0, person.start - 4) : person.start]) is not None
            of = of and " " in text[person.start : person.end]
            if alone and not any(marked.has(i, self.rule.ours) for i in around):
                continue
            told = of or _follows(text, person, near) or any(marked.has(i, self.rule.holds) for i in around)
            if near and told and not self._staffs(marked, person):
                yield Leak(person, (min(near, key=lambda one: _gap(person, one)),))

    def _graded(self, leaks: list[Leak]) -> list[Finding]:
        if not leaks:
            return []
        if len(leaks) >= self.rule.many_from:
            return [Finding(min(leak.start for leak in leaks), max(leak.end for leak in leaks), self.rule.many)]
        return [
            Finding(
                leak.start, leak.end,
                self.rule.document if any(one.kind in DOCUMENTS for one in leak.data) else self.rule.contact,
            )
            for leak in leaks
        ]  # fmt: skip


def _within(person: Datum, found: list[Datum]) -> bool:
    """Whether a name is part of an address («ул. Лебедева, 18»), a mail or the like."""
    return any(one.start < person.end and person.start < one.end for one in found)


def _follows(text: str, person: Datum, sums: list[Datum]) -> bool:
    """«Сухоруковой Майи Олеговны на 1 275 000 рублей»: a sum right behind a full name."""
    full = " " in text[person.start : person.end]
    return full and any(0 <= one.start - person.end <= CLOSE for one in sums)


def _gap(one: Datum, two: Datum) -> int:
    return max(one.start - two.end, two.start - one.end, 0)


def _given(marked: Marked, i: int) -> int:
    """Where token `i` begins in the text as it was given."""
    return marked.reading.span(i, i + 1)[0]


def _around(marked: Marked, one: Datum) -> list[int]:
    """The tokens of the sentences a datum stands in."""
    reading = marked.reading
    found: list[int] = []
    for start, end in reading.sentences:
        first, last = reading.span(start, end)
        if first < one.end and one.start < last:
            found += range(start, end)
    return found


def _names_stranger(text: str, *own: Own) -> bool:
    """Whether a message before this one names somebody else («Ратников Борис», and then his number)."""
    return any(" " in text[one.start : one.end] and not any(o.covers(one, text) for o in own) for one in persons(text))


def _sums(marked: Marked) -> list[Datum]:
    sums = []
    for figure in marked.figures:
        scaled = any(marked.reading.lemmas(i) & _SCALE for i in range(figure.start, figure.end))
        if figure.kind == "деньги" or scaled:
            start, end = marked.reading.span(figure.start, figure.end)
            sums.append(Datum("contract", start, end, "sum"))
    return sums


def _addressed(person: Datum, text: str) -> bool:
    """«Анна Сергеевна, …» at the head of a message or sentence: the one who is spoken to."""
    if not is_address(text[person.start : person.end]):
        return False
    before = text[: person.start].rstrip()
    opens = (
        not before
        or before[-1] in ".!?\n)"
        or re.search(r"(?:здравствуйте|добрый \w+|доброе утро|привет)[,!]?$", before, re.I)
    )
    return bool(opens) and _VOCATIVE_AFTER.match(text[person.end :]) is not None
