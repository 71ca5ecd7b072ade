import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forcereview.evidence.text_comparison import Difference, Side, compare_texts
from forcereview.evidence.texts import ItemText, Page
from papers import POLICY, REVISED


def a_text(*paragraphs: str, pages: int = 1) -> ItemText:
    size = max(1, -(-len(paragraphs) // pages))
    cut = [paragraphs[n : n + size] for n in range(0, len(paragraphs), size)]
    return ItemText("page", tuple(Page(n, "\n\n".join(each)) for n, each in enumerate(cut, 1)))


def marked(side: Side | None) -> str:
    if side is None:
        return ""
    return "".join(text if mark == "same" else f"[{text}]" for text, mark in side.pieces)


def changes(one: ItemText, other: ItemText) -> list[tuple[str, str, str]]:
    return [
        (each.kind, marked(each.old), marked(each.new))
        for each in compare_texts(one, other).differences
        if each.kind != "same"
    ]


def test_a_revision_shows_what_was_changed_added_removed_and_moved() -> None:
    assert changes(a_text(*POLICY), a_text(*REVISED)) == [
        (
            "changed",
            "This policy governs the use of force by officers.",
            "This policy governs the use of force by officers [and agents].",
        ),
        ("moved", "IV. Medical aid.", "IV. Medical aid."),
        (
            "moved",
            "As soon as it is safe, officers shall request medical aid for anyone who is injured.",
            "As soon as it is safe, officers shall request medical aid for anyone who is injured.",
        ),
        (
            "changed",
            "B. Officers [are prohibited from discharging] firearms at the operator of a moving "
            "vehicle unless deadly force is necessary.",
            "B. Officers [may not discharge] firearms at the operator of a moving vehicle unless "
            "deadly force is necessary [and no other reasonable means exist].",
        ),
        ("removed", "[C. Warning shots are not permitted.]", ""),
        (
            "changed",
            "Self-defence is addressed elsewhere in the manual of this agency.",
            "[C.] Self-defence is addressed elsewhere in the manual of this agency.",
        ),
        ("added", "", "[D. De-escalation tactics should be used where feasible.]"),
        (
            "changed",
            "Each use of force must be reported to a supervisor within [24] hours of the incident.",
            "Each use of force must be reported to a supervisor within [48] hours of the incident.",
        ),
        ("moved away", "IV. Medical aid.", ""),
        (
            "moved away",
            "As soon as it is safe, officers shall request medical aid for anyone who is injured.",
            "",
        ),
    ]


def test_what_moved_names_the_page_of_the_other_version() -> None:
    differences = compare_texts(a_text(*POLICY, pages=6), a_text(*REVISED, pages=7)).differences
    moved = [each for each in differences if each.kind == "moved"][-1]
    away = [each for each in differences if each.kind == "moved away"][-1]
    assert (moved.elsewhere, moved.new and moved.new.first) == (6, 2)
    assert (away.elsewhere, away.old and away.old.first) == (2, 6)


def test_what_moved_and_was_changed_says_both() -> None:
    long = "An officer who has used force gives aid to the injured as soon as that is safe."
    between = ["No warning shots may be fired at all.", "Reports are due in a day for every use."]
    changed = long.replace("injured", "wounded")
    found = compare_texts(a_text(long, *between), a_text(*between, changed)).differences
    (moved,) = [each for each in found if each.kind == "moved"]
    assert moved.reworded
    assert marked(moved.new) == long.replace("injured", "[wounded]")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He didn’t “fire” – so.", 'He didn\'t "fire" - so.'),
        ("A self-defence claim.", "A self\u2010defence claim."),
        ("The ﬁrst  shot.", "The first\nshot."),
    ],
)
def test_how_a_text_is_set_makes_no_difference(one: str, other: str) -> None:
    assert compare_texts(a_text(one), a_text(other)).alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Officers may fire at the car.", "Officers May fire at the car."),
        ("Officers warn, and wait for it.", "Officers warn and wait for it."),
        ("Report it in 24 hours to her.", "Report it in 48 hours to her."),
    ],
)
def test_capitals_punctuation_and_numbers_do(one: str, other: str) -> None:
    assert [kind for kind, _, _ in changes(a_text(one), a_text(other))] == ["changed"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*POLICY, *REVISED]), max_size=8), st.integers(0, 2**31))
def test_each_side_holds_every_word_of_its_version(chosen: list[str], seed: int) -> None:
    import random

    other = chosen[:]
    random.Random(seed).shuffle(other)
    comparison = compare_texts(a_text(*chosen), a_text(*other))
    # Moved passages show the old side twice: where it was, and beside what it became.
    olds = [each.old for each in comparison.differences if each.kind != "moved"]
    news = [each.new for each in comparison.differences]
    assert _words(olds) == " ".join(chosen).split()
    assert _words(news) == " ".join(other).split()


def _words(sides: list[Side | None]) -> list[str]:
    return [word for side in sides if side for word in side.text.split()]


@given(st.text(alphabet="abc .\n-’", max_size=60), st.text(alphabet="abc .\n-’", max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    found = compare_texts(a_text(one), a_text(other)).differences
    for each in found:
        assert isinstance(each, Difference)
        if each.kind == "same":
            assert not each.reworded
        if each.kind == "changed":
            assert each.reworded


def test_texts_without_words_are_alike() -> None:
    assert compare_texts(a_text(), a_text("")).alike
    assert compare_texts(a_text(), a_text("One word.")).count("added") == 1
