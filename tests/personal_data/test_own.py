"""Whose data it is: names in any form, telephones in any notation."""

import pytest

from promisecheck.conversation import Conversation
from promisecheck.personal_data import find
from promisecheck.personal_data.own import client_of, company_of
from promisecheck.settings import Company, Settings

CLIENT = {"name": "Пётр Ильин", "phone": "+79161234567", "email": "p@mail.ru"}


def conversation(*messages: tuple[str, str]) -> Conversation:
    said = [{"role": role, "text": text} for role, text in messages]
    return Conversation.read({"id": "x", "channel": "sms", "employee": "Иванова", "client": CLIENT, "messages": said})


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Петру Ильину", True), ("Ильин П.", True), ("Петя Ильин", True), ("8 (916) 123-45-67", True),
        ("P@MAIL.RU", True), ("Петру Кузнецову", False), ("8 916 123-45-68", False),
    ],
)  # fmt: skip
def test_client(text, own):
    (datum, *_) = find(text)
    assert client_of(conversation()).covers(datum, text) == own


def test_client_names_numbers_of_his_own_and_other_peoples_names():
    own = client_of(conversation(("client", "меня зовут Анна Рогова, мой номер 8 903 111-22-33, а сосед – Олег Дымов")))
    for text, expected in (("89031112233", True), ("Роговой Анны", True), ("Олег Дымов", False)):
        (datum,) = find(text)
        assert own.covers(datum, text) == expected


def test_company():
    settings = Settings(company=Company(contacts=["+7 495 123-45-67"], employees=["Смирнова Ольга"]))
    own = company_of(conversation(), settings)
    for text in ("84951234567", "Ольги Смирновой", "Иванову"):
        (datum,) = find(text)
        assert own.covers(datum, text)
