import threading
import time

import pytest

from promisecheck.deadline import DeadlineExceeded, deadline, tick

# What no person writes, each the nightmare of some regular expression or of a comparison in pairs.
ENDLESS = {
    "letters": "а" * 60_000,
    "signs": "!" * 60_000,
    "underscores": "_" * 60_000,
    "emoji": "😀" * 60_000,
    "brackets": "«(" * 30_000,
    "spelled": "г а р а н т и я " * 4_000,
    "and": "и " * 30_000,
    "figures": "100 " * 15_000,
    "address": "http://a." + "b/" * 30_000,
    "half characters": "\ud800" * 60_000,
    "controls": "".join(map(chr, range(32))) * 2_000,
    "lines": "Гарантируем 20% годовых\n" * 10_000,
    "one sentence": "мы вам гарантируем доход каждый месяц и вы точно ничего не потеряете " * 900,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_deadline_ends_a_check_of_any_text(checker, text):
    checker.check_text("Гарантируем 20% годовых")  # models are loaded
    start = time.monotonic()
    try:
        with deadline(start + 0.2):
            checker.check_text(text)
    except DeadlineExceeded:
        pass
    assert time.monotonic() - start < 3  # the host's limit is kept by the gate; here, that the work itself ends


def test_deadline_of_the_past_ends_even_a_short_check(checker):
    with pytest.raises(DeadlineExceeded), deadline(time.monotonic() - 1):
        checker.check_text("Гарантируем 20% годовых")
    assert checker.check_text("Гарантируем 20% годовых").verdict == "block"


def test_deadline_is_the_threads_own_and_the_earlier_counts():
    seen = []
    with deadline(time.monotonic() - 1):
        other = threading.Thread(target=lambda: seen.append(tick()))
        other.start()
        other.join()
        with pytest.raises(DeadlineExceeded), deadline(time.monotonic() + 60):
            tick()
    assert seen == [None]
    tick()
