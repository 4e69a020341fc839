import multiprocessing
import time
from itertools import count, islice

import pytest

from promisecheck import Checker
from promisecheck.errors import InputError
from promisecheck.parallel import check_in_processes, in_order
from promisecheck.settings import Settings


@pytest.fixture(scope="module")
def checker():
    return Checker(settings=Settings(owners={"sms": "Иванова"}), lang="en")


@pytest.fixture
def many(clean, guarantee):
    return [{**(clean, guarantee)[n % 2], "id": str(n)} for n in range(50)]


def test_parallel_reports_are_those_of_one_process_in_order(checker, many):
    assert list(checker.check_many(many, jobs=2)) == list(checker.check_many(many))


def test_parallel_input_error_comes_after_the_reports_before_it(checker, many):
    many[20] = {**many[20], "channel": "pigeon"}

    def run(jobs):
        reports, done = checker.check_many(many, jobs=jobs), []
        with pytest.raises(InputError) as caught:
            while True:
                done.append(next(reports).conversation_id)
        return done, str(caught.value), caught.value.field

    expected = run(1)
    assert len(expected[0]) == 20
    assert run(2) == expected


def test_parallel_failing_source_comes_after_what_it_gave(checker, many):
    def source():
        yield from many[:20]
        raise InputError("the file ends here", path="in.jsonl", line=21)

    reports = check_in_processes(checker, source(), 2)
    assert [next(reports).conversation_id for _ in range(20)] == [str(n) for n in range(20)]
    with pytest.raises(InputError, match=r"in\.jsonl:21: the file ends here"):
        next(reports)


def _squarer():
    return _square


def _square(number):
    return number * number


def test_parallel_endless_source_streams_in_bounded_memory_and_closing_ends_the_workers():
    read = []

    def numbers():
        for number in count():
            read.append(number)
            yield number

    results = in_order(_squarer, numbers(), jobs=2, chunk=4)
    assert list(islice(results, 100)) == [n * n for n in range(100)]
    assert len(read) <= 100 + 4 * (2 * 2 + 2)
    assert multiprocessing.active_children()
    results.close()
    deadline = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not multiprocessing.active_children()


def test_parallel_workers_are_spawned_and_build_once():
    where = list(in_order(_namer, range(40), jobs=2, chunk=4))
    assert {method for method, _, _ in where} == {"SpawnProcess"}
    assert len({worker for _, worker, _ in where}) <= 2
    assert {built for _, _, built in where} == {1}


_built = 0


def _namer():
    global _built
    _built += 1
    return _name


def _name(_):
    process = multiprocessing.current_process()
    return type(process).__name__, process.pid, _built
