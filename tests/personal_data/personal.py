"""Personal data as hypothesis makes it up, with check digits worked out by other means than the code's."""

from hypothesis import strategies as st

digits = st.integers(0, 9)


def _inn10(body: list[int]) -> str:
    check = sum(a * b for a, b in zip((2, 4, 10, 3, 5, 9, 4, 6, 8), body, strict=True)) % 11 % 10
    return "".join(map(str, [*body, check]))


def _inn12(body: list[int]) -> str:
    first = sum(a * b for a, b in zip((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), body, strict=True)) % 11 % 10
    body = [*body, first]
    second = sum(a * b for a, b in zip((3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8), body, strict=True)) % 11 % 10
    return "".join(map(str, [*body, second]))


def _snils(number: int) -> str:
    rest = sum(int(d) * w for d, w in zip(f"{number:09d}", range(9, 0, -1), strict=True)) % 101
    return f"{number:09d}{0 if rest == 100 else rest:02d}"


def _card(body: str) -> str:
    total = sum(sum(divmod(int(d) * (2 - n % 2), 10)) for n, d in enumerate(reversed(body)))
    return f"{body}{-total % 10}"


def _account(pair: tuple[int, int]) -> tuple[str, str]:
    number, branch = pair
    bik = f"044525{branch:03d}"
    for key in range(10):
        account = f"40817810{key}{number:011d}"
        if sum(int(d) * w for d, w in zip(bik[-3:] + account, (7, 1, 3) * 8, strict=False)) % 10 == 0:
            return account, bik
    raise AssertionError


region = st.sampled_from([[5, 0], [7, 7], [1, 6]])
inns = st.builds(lambda r, b: _inn12(r + b), region, st.lists(digits, min_size=8, max_size=8)) | st.builds(
    lambda r, b: _inn10(r + b), region, st.lists(digits, min_size=7, max_size=7)
)
snils_numbers = st.integers(1_001_999, 699_999_999).map(_snils)
cards = st.builds(
    lambda prefix, rest: _card(prefix + f"{rest:011d}"),
    st.sampled_from(["2202", "4276", "5469"]),
    st.integers(0, 10**11 - 1),
)
accounts = st.tuples(st.integers(0, 10**11 - 1), st.integers(3, 999)).map(_account)
phones = st.builds(
    lambda code, rest: f"9{code:02d}{rest:07d}", st.sampled_from([3, 5, 16, 26, 85]), st.integers(0, 9_999_999)
)
mails = st.builds(lambda a, b: f"{a}.{b}@mail.ru", st.sampled_from(["anna", "petr", "g"]), st.integers(1, 9999))
passports = st.builds(lambda a, n: f"45{a:02d} {n:06d}", st.integers(0, 24), st.integers(100_000, 999_999))
NAMES = ("Сидорова Анна Петровна", "Игорь Ковальчук", "Петров Иван Сергеевич", "Гульнара Ахметзянова", "Кузнецов И. И.")
names = st.sampled_from(NAMES)


def phone_forms(phone: str) -> list[str]:
    a, b, c, d = phone[:3], phone[3:6], phone[6:8], phone[8:]
    return [
        f"8{phone}", f"+7{phone}", f"8 ({a}) {b}-{c}-{d}", f"+7 {a} {b} {c} {d}", f"8.{a}.{b}.{c}.{d}",
        f"8 {a} {b}–{c}–{d}", " ".join(f"8{phone}"), f"8\u200b{a}\u200b{b}{c}{d}",
    ]  # fmt: skip


def snils_form(snils: str) -> str:
    return f"{snils[:3]}-{snils[3:6]}-{snils[6:9]} {snils[9:]}"


def card_form(card: str) -> str:
    return " ".join(card[n : n + 4] for n in range(0, 16, 4))
