"""What is found, where, and what is left alone."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from personal import accounts, card_form, cards, inns, mails, passports, phone_forms, phones, snils_form, snils_numbers

from promisecheck.personal_data import find

PIECES = ["Иванов", "анна", "8", "916", " ", "123-45-67", "@", "mail.ru", "сто", "\u200b", "ул. ", "4509 123456", ","]


def found(text: str) -> list[tuple[str, str]]:
    return [(datum.kind, text[datum.start : datum.end]) for datum in find(text)]


@given(phones, st.integers(0, 7))
def test_phone_in_any_notation(phone, form):
    said = phone_forms(phone)[form]
    (datum,) = [one for one in find(f"Его номер {said}, звоните") if one.kind == "phone"]
    assert datum.key == f"7{phone}"
    assert f"Его номер {said}, звоните"[datum.start : datum.end] == said


@given(inns)
def test_inn_that_is_right(inn):
    assert ("inn", inn) in found(f"вот ИНН {inn}.")


@given(inns, st.integers(0, 9), st.integers(1, 9))
def test_inn_that_is_wrong_is_not_called_one(inn, place, by):
    wrong = inn[:place] + str((int(inn[place]) + by) % 10) + inn[place + 1 :]
    kinds = {kind for kind, text in found(f"вот ИНН {wrong}.") if text == wrong}
    from promisecheck.personal_data.checksums import is_inn

    assert ("inn" in kinds) == is_inn(wrong)


@given(snils_numbers)
def test_snils_that_is_right(snils):
    assert ("snils", snils_form(snils)) in found(f"номер {snils_form(snils)} записала")
    assert ("snils", snils) in found(f"СНИЛС {snils}")


@given(cards)
def test_card_that_is_right(card):
    assert ("card", card_form(card)) in found(f"переведите на {card_form(card)} до вечера")
    assert ("card", card) in found(f"карта {card}")


@given(accounts)
def test_account_with_and_without_its_bank(pair):
    account, bik = pair
    assert ("account", account) in found(f"счёт {account}, БИК {bik}")
    other = f"{bik[:-1]}{(int(bik[-1]) + 1) % 10}"
    assume(other[-3:] not in ("000", "001", "002"))  # of the central bank's own offices, reckoned in another way
    assert ("account", account) not in found(f"счёт {account}, БИК {other}")


@given(passports, mails)
def test_passport_and_mail(passport, mail):
    assert found(f"паспорт {passport}, почта {mail}") == [("passport", passport), ("email", mail)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("запишите иван петров восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
         [("person", "иван петров"),
          ("phone", "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь")]),
        ("почта ivan.petrov собака mail точка ru", [("email", "ivan.petrov собака mail точка ru")]),
        ("живёт на ул. Ленина, д. 5, кв. 12", [("address", "ул. Ленина, д. 5, кв. 12")]),
        ("Иванов И.И., Петров П. А.", [("person", "Иванов И.И."), ("person", "Петров П. А.")]),
        ("позвоните марине сергеевне", [("person", "марине сергеевне")]),
        ("родилась 12.03.1985", [("birthday", "12.03.1985")]),
        ("Роман в двух томах, вера в победу, надежда на рост", []),
        ("р/с 40702810400000001234 нашей компании", []),
        ("заказ 1234567890, сумма 2 316 400 рублей, доля 45 09", []),
    ],
)  # fmt: skip
def test_what_is_found(text, expected):
    assert found(text) == expected


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=60) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_places_lie_in_the_text_and_apart(text):
    end = 0
    for datum in find(text):
        assert end <= datum.start < datum.end <= len(text)
        end = datum.end
