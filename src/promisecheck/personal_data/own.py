"""Whose data is no leak: the client's own, the employee's, the company's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisecheck.language.words import fold
from promisecheck.personal_data.find import find
from promisecheck.personal_data.names import name_lemmas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.conversation import Conversation
    from promisecheck.personal_data.datum import Datum
    from promisecheck.settings import Settings

# Given names with their everyday forms; the dictionary holds them as names of their own.
_EVERYDAY = """александр саша шура сашенька|александра саша шура|алексей леша алеша|анастасия настя|анатолий толя|
андрей андрюша|анна аня анечка анюта|антон антоша|аркадий аркаша|борис боря|вадим вадик|валентина валя|валерий валера|
василий вася|виктор витя|виктория вика|виталий виталик|владимир вова володя|владислав влад|вячеслав слава|галина галя|
геннадий гена|георгий жора гоша|григорий гриша|дарья даша|денис дениска|дмитрий дима митя|евгений женя|евгения женя|
екатерина катя катюша|елена лена леночка|елизавета лиза|иван ваня|игорь игорек|илья илюша|ирина ира ириша|кирилл кирюша|
константин костя|ксения ксюша|лариса лара|леонид леня|любовь люба|людмила люда мила|максим макс|маргарита рита|
мария маша маруся|марина мариша|михаил миша|надежда надя|наталья наташа наталия|николай коля|оксана ксюша|олег олежка|
ольга оля|павел паша|петр петя|полина поля|роман рома|светлана света|сергей сережа|софья соня софия|станислав стас|
степан степа|тамара тома|татьяна таня|федор федя|эдуард эдик|эльвира эля|юлия юля|юрий юра|яков яша|ярослав ярик"""
_SAME: dict[str, set[str]] = {}
for _line in _EVERYDAY.replace("\n", "").split("|"):
    for _form in _line.split():
        _SAME.setdefault(_form, set()).update(_line.split())


_SELF = re.compile(r"(?:меня зовут|это|я|беспокоит|с уважением,?|моё имя|мое имя|на имя)\s*$", re.IGNORECASE)


class Own:
    """The data that this side or that may speak of: those of `names`, and identifiers by their keys."""

    def __init__(self, names: Iterable[str] = (), keys: Iterable[str] = ()):
        self.names = [_words(name) for name in names if name]
        self.keys = set(keys)

    def covers(self, datum: Datum, text: str) -> bool:
        """Whether a datum of the text belongs here; a name in any form, a telephone in any notation."""
        if datum.kind != "person":
            return datum.key in self.keys
        said = _words(text[datum.start : datum.end])
        return any(_same_person(said, known) for known in self.names)

    def with_text(self, text: str) -> None:
        """Adds everything that a text holds."""
        for datum in find(text):
            if datum.kind == "person":
                self.names.append(_words(text[datum.start : datum.end]))
            else:
                self.keys.add(datum.key)


def client_of(conversation: Conversation) -> Own:
    """The client's own: what his card holds, the numbers he names himself, and the name he introduces himself by."""
    client = conversation.client
    own = Own([client.name] if client and client.name else [])
    for known in (client.phone, client.email) if client else ():
        if known:
            own.keys.add(known.lower())
            own.with_text(known)
    for message in conversation.messages:
        if message.role == "client":
            for datum in find(message.text):
                if datum.kind != "person":
                    own.keys.add(datum.key)
                elif _SELF.search(message.text[: datum.start]):
                    own.names.append(_words(message.text[datum.start : datum.end]))
    return own


def company_of(conversation: Conversation, settings: Settings) -> Own:
    """The company's own: its people and contacts."""
    own = Own([*settings.company.employees, conversation.employee or ""])
    for contact in settings.company.contacts:
        own.keys.add(contact.lower())
        own.with_text(contact)
    return own


def _words(name: str) -> list[frozenset[str]]:
    """The words of a name as sets of lemmas; an initial is its letter."""
    found = []
    for lemmas, form in zip(
        name_lemmas(name), re.findall(r"[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яёA-Za-z]+)*", name), strict=True
    ):
        if len(form) == 1:
            found.append(frozenset({fold(form)}))
        else:
            found.append(frozenset(lemmas | {fold(form)}).union(*(_SAME.get(lemma, ()) for lemma in lemmas)))
    return found


def _same_person(one: list[frozenset[str]], two: list[frozenset[str]]) -> bool:
    """Whether the words of the shorter name all stand in the longer one."""
    short, long = sorted((one, two), key=len)
    return bool(short) and all(any(_same_word(word, other) for other in long) for word in short)


def _same_word(one: frozenset[str], two: frozenset[str]) -> bool:
    if one & two:
        return True
    initial = next((word for word in (one, two) if all(len(form) == 1 for form in word)), None)
    if initial is not None:
        return any(form[0] in initial for form in (two if initial is one else one))
    return False
