"""Check digits: what is made right is right, and any slip of one digit is noticed where the formula promises it."""

from hypothesis import given
from hypothesis import strategies as st
from personal import accounts, cards, inns, snils_numbers

from promisecheck.personal_data import checksums


@given(inns)
def test_inn_of_right_digits(inn):
    assert checksums.is_inn(inn)


@given(snils_numbers)
def test_snils_of_right_digits(snils):
    assert checksums.is_snils(snils)


@given(cards, st.integers(0, 15), st.integers(1, 9))
def test_card_and_one_slip(card, place, by):
    assert checksums.is_card(card)
    slipped = card[:place] + str((int(card[place]) + by) % 10) + card[place + 1 :]
    assert not checksums.is_luhn(slipped)


@given(accounts, st.integers(0, 19), st.integers(1, 9))
def test_account_with_its_bank(pair, place, by):
    account, bik = pair
    assert checksums.is_account(account, bik)
    slipped = account[:place] + str((int(account[place]) + by) % 10) + account[place + 1 :]
    assert not checksums.is_account(slipped, bik)


def test_known_numbers():
    assert checksums.is_inn("7707083893")  # of a bank, from its site
    assert checksums.is_snils("11223344595")  # the example of the pension fund
    assert not checksums.is_inn("0000000000")
    assert not checksums.is_card("1234567890123452")  # Luhn's digit, nobody's prefix
