from hypothesis import given, settings
from hypothesis import strategies as st

from forcereview.evidence.aligning import LEAST, aligned, similarity

passage = st.lists(
    st.sampled_from(["may", "must", "not", "fire", "at", "moving", "cars", "unless"]),
    min_size=1,
    max_size=8,
)
version = st.lists(passage.map(tuple), max_size=9)


@settings(max_examples=40)
@given(version, version)
def test_every_passage_of_both_sides_stands_once_and_in_order(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    groups = aligned(old, new)
    assert [i for group in groups for i in group.old] == list(range(len(old)))
    assert [j for group in groups for j in group.new] == list(range(len(new)))


@settings(max_examples=40)
@given(version, version)
def test_what_is_brought_together_is_alike(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    for group in aligned(old, new):
        if group.old and group.new:
            one = tuple(word for i in group.old for word in old[i])
            other = tuple(word for j in group.new for word in new[j])
            assert similarity(one, other) >= LEAST


@given(version)
def test_a_version_and_itself_are_the_same_passage_by_passage(old: list[tuple[str, ...]]) -> None:
    assert all(group.old == group.new and len(group.old) == 1 for group in aligned(old, old))


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def test_a_passage_that_became_two_is_brought_together_with_both() -> None:
    old = [words("Officers shall warn and then they shall wait a while")]
    new = [words("Officers shall warn"), words("and then they shall wait a while")]
    (group,) = aligned(old, new)
    assert (group.old, group.new) == ((0,), (0, 1))
    (back,) = aligned(new, old)
    assert (back.old, back.new) == ((0, 1), (0,))


def test_passages_with_few_words_in_common_are_not_brought_together() -> None:
    groups = aligned([words("No shots at cars")], [words("Aid is given to all at once")])
    assert [(group.old, group.new) for group in groups] == [((0,), ()), ((), (0,))]
