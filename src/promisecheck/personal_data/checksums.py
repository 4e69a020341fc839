"""Check digits of Russian documents, payment cards and bank accounts. All functions take bare digits."""

from __future__ import annotations

from itertools import cycle

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_UNCHECKED_SNILS = 1_001_998  # numbers up to 001-001-998 bear no check digits


def is_inn(digits: str) -> bool:
    """A taxpayer's number: ten digits of an organisation or twelve of a person (order of the tax service)."""
    if not set(digits) - {"0"}:
        return False
    if len(digits) == 10:
        return _inn_digit(digits, _INN_10) == digits[9]
    if len(digits) == 12:
        return _inn_digit(digits, _INN_11) == digits[10] and _inn_digit(digits, _INN_12) == digits[11]
    return False


def _inn_digit(digits: str, weights: tuple[int, ...]) -> str:
    return str(sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11 % 10)


def is_snils(digits: str) -> bool:
    """A pension insurance number of eleven digits, the last two of which check the others."""
    if len(digits) != 11 or int(digits[:9]) <= _UNCHECKED_SNILS:
        return False
    total = sum((9 - n) * int(digit) for n, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def is_luhn(digits: str) -> bool:
    """Whether the last digit is that of Luhn's formula (ISO/IEC 7812-1)."""
    doubled = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def is_card(digits: str) -> bool:
    """A payment card: a known prefix with a length of its scheme, and Luhn's digit."""
    return any(len(digits) in lengths and digits.startswith(prefixes) for prefixes, lengths in _SCHEMES) and is_luhn(
        digits
    )


def _span(first: int, last: int) -> tuple[str, ...]:
    return tuple(str(n) for n in range(first, last + 1))


_SCHEMES: tuple[tuple[tuple[str, ...], frozenset[int]], ...] = (
    (_span(2200, 2204), frozenset({16, 17, 18, 19})),  # Мир
    (("4",), frozenset({13, 16, 19})),  # Visa
    ((*_span(51, 55), *_span(2221, 2720)), frozenset({16})),  # Mastercard
    (("62",), frozenset({16, 17, 18, 19})),  # UnionPay
    (("50", *_span(56, 61), *_span(63, 69)), frozenset({16, 18, 19})),  # Maestro
    (("34", "37"), frozenset({15})),  # American Express
)


def is_account(digits: str, bik: str | None = None) -> bool:
    """An account of twenty digits; with the bank's БИК its key is checked (Bank of Russia, 515-У of 08.09.1997)."""
    if len(digits) != 20:
        return False
    if bik is None:
        return True
    branch = bik[-3:] if int(bik[-3:]) > 2 else f"0{bik[4:6]}"  # 000–002: an office of the Bank of Russia itself
    weighted = (int(d) * w for d, w in zip(branch + digits, cycle((7, 1, 3)), strict=False))
    return sum(product % 10 for product in weighted) % 10 == 0


def is_persons_account(digits: str) -> bool:
    """An account of a person and not of an organisation, by the chart of accounts (Bank of Russia, 809-П)."""
    return digits.startswith(("40817", "40820", "40803", "423", "426", "455", "457"))
