import pytest

from promisecheck import Conversation
from promisecheck.errors import InputError
from promisecheck.evaluate.judge import places_agree
from promisecheck.evaluate.labels import LabelledSpan, labels_of
from promisecheck.report import Violation

SPAN = {"message_id": "m1", "start": 3, "end": 14, "quote": "гарантируем"}


def read(case, text="Мы гарантируем прибыль.", **more):
    return labels_of(Conversation.read(case("c", text, **more)))


def test_labels_of_a_conversation(case):
    labels = read(case, spans={"our-promise": [SPAN]}, tags=["gain"], why="прямо обещано")
    assert labels.expect == {"our-promise": "violated"}
    assert labels.spans["our-promise"][0].quote == "гарантируем"
    assert labels.tags == ["gain"]


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        ({"expect": {}}, "expect"),
        ({"expect": {"our-promise": "broken"}}, "expect.our-promise"),
        ({"spans": {"our-promise": [SPAN | {"quote": "обещаем"}]}}, "spans.our-promise.0.quote"),
        ({"spans": {"our-promise": [SPAN | {"end": 99}]}}, "spans.our-promise.0"),
        ({"spans": {"our-promise": [SPAN | {"end": None}]}}, "spans.our-promise.0"),
        ({"spans": {"our-promise": [SPAN | {"message_id": "m2"}]}}, "spans.our-promise.0.message_id"),
        ({"tags": "gain"}, "tags"),
    ],
)
def test_labels_that_cannot_be_right_are_refused_with_their_field(case, labels, field):
    with pytest.raises(InputError) as caught:
        read(case, **labels)
    assert caught.value.field == field
    assert "прибыль" not in str(caught.value)


def test_labels_are_wanted(clean):
    with pytest.raises(InputError) as caught:
        labels_of(Conversation.read(clean))
    assert caught.value.field == "expect"


def found(start, end, category="promise", message_id="m1"):
    rest = {"quote": None, "severity": "block", "explanation": "", "suggestion": ""}
    return Violation(message_id=message_id, start=start, end=end, category=category, **rest)


@pytest.mark.parametrize(
    ("violations", "agree"),
    [
        ([found(0, 4)], (True, True)),
        ([found(0, 4, "other")], (True, False)),
        ([found(0, 4, "other"), found(8, 20)], (True, True)),
        ([found(0, 3)], (False, None)),
        ([found(14, 20)], (False, None)),
        ([found(3, 14, message_id="m2")], (False, None)),
        ([found(None, None)], (False, None)),
    ],
)
def test_labels_places_agree_where_they_overlap(violations, agree):
    assert places_agree([LabelledSpan(**SPAN, category="promise")], violations) == agree
    overlap, _ = agree
    assert places_agree([LabelledSpan(**SPAN)], violations) == (overlap, None)
    assert places_agree([], violations) == (None, None)


def test_labels_something_missing_is_in_its_message():
    missing = [LabelledSpan(message_id="m1", category="promise")]
    assert places_agree(missing, [found(None, None)]) == (True, True)
    assert places_agree(missing, [found(3, 5)]) == (False, None)
