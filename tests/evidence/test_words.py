from hypothesis import given
from hypothesis import strategies as st

from forcereview.evidence.words import GAP, folded, pieces, words_in


def said(text: str) -> list[str]:
    return [word.folded for word in words_in(text)]


def test_capitals_accents_and_ligatures_make_no_difference() -> None:
    assert said("Naïve CAFÉ ﬁrearms e\u0301te\u0301 Straße") == [
        "naive",
        "cafe",
        "firearms",
        "ete",
        "strasse",
    ]


def test_signs_between_words_part_them() -> None:
    assert said("18 U.S.C. 242(a), officer’s snake_case 609.066") == [
        *("18", "u", "s", "c", "242", "a", "officer", "s", "snake", "case", "609", "066")
    ]


def test_a_word_broken_at_the_end_of_a_line_is_one_word_and_its_parts() -> None:
    words = list(words_in("a vehi-\n  cle, self\u2010\ndefence; pages 12-\n13"))
    assert [(word.folded, word.parts) for word in words] == [
        ("a", ()),
        ("vehicle", ("vehi", "cle")),
        ("selfdefence", ("self", "defence")),
        ("pages", ()),
        ("12", ()),
        ("13", ()),
    ]


def test_parts_of_broken_words_stand_apart_from_what_follows_one_another() -> None:
    assert list(pieces("a vehi-\ncle moved")) == [("a", "vehicle", "moved", GAP, "vehi", "cle")]


def test_a_text_without_words_has_no_pieces() -> None:
    assert list(pieces("… – !")) == []


@given(st.text(max_size=300))
def test_every_word_stands_where_it_says(text: str) -> None:
    before = 0
    for word in words_in(text):
        assert before <= word.start < word.end <= len(text)
        if not word.parts:
            assert folded(text[word.start : word.end])[:200] == word.folded
        before = word.end


@given(st.text(max_size=100))
def test_folding_a_word_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.sampled_from(["force", "vehicle", "the"]), max_size=60))
def test_no_word_is_lost_between_pieces(words: list[str]) -> None:
    assert [word for piece in pieces(" ".join(words)) for word in piece] == words
