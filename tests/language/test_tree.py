"""Whatever the parser answers, the tree is a forest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.language.tree import heal


def root_of(heads: list[int], i: int) -> int:
    """The root above token `i`, in as many steps as there are tokens."""
    for _ in heads:
        i = heads[i]
    return i


@given(st.lists(st.integers(-3, 15), max_size=14))
def test_tree_every_token_reaches_a_root(heads):
    healed = heal(heads)
    assert len(healed) == len(heads)
    for i in range(len(healed)):
        assert 0 <= healed[i] < len(healed)
        root = root_of(healed, i)
        assert healed[root] == root


@given(st.lists(st.integers(-3, 15), max_size=14))
def test_tree_changes_only_heads_that_were_wrong(heads):
    """What changes becomes a root; all else keeps its head."""
    healed = heal(heads)
    for i, (old, new) in enumerate(zip(heads, healed, strict=True)):
        assert new in (old, i)


@given(st.lists(st.integers(-3, 15), max_size=14))
def test_tree_healed_twice_is_healed_once(heads):
    assert heal(heal(heads)) == heal(heads)


@st.composite
def healthy(draw):
    """A forest whose roots point at themselves, its tokens in any order."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for n, i in enumerate(order):
        heads[i] = draw(st.sampled_from([i, *order[:n]]))
    return heads


@given(healthy())
def test_tree_that_is_one_stays(heads):
    assert heal(heads) == heads


@pytest.mark.parametrize(
    ("heads", "healed"),
    [
        ([], []),
        ([-1], [0]),
        ([0], [0]),
        ([5], [0]),
        ([1, 0], [0, 0]),
        ([1, 2, 0, 2], [0, 2, 0, 2]),
        ([3, 2, 1, 3], [3, 1, 1, 3]),
        ([1, 1, 1], [1, 1, 1]),
    ],
)
def test_tree_examples(heads, healed):
    assert heal(heads) == healed
