"""A quotation is found again after reflow and OCR; what differs, and what is in doubt, is said."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.evidence.even_text import even
from forcereview.evidence.quotations import find_quotation
from forcereview.evidence.texts import Page

PAGES = (
    Page(1, "Purpose. This policy governs the use of force by officers of the department."),
    Page(2, "An officer may not discharge a fire-\narm at the operator of a moving vehi-\ncle."),
    Page(3, "The “officer” shall move out of the way.  A ﬁrearm is kept in a holster. The officer"),
    Page(4, "shall report each use of force. The officer shall report each use of force in time."),
)
_CONFUSED = {"e": "c", "o": "0", "l": "1", "i": "l", "n": "ri", "m": "rn", "h": "b", "s": "5"}


def stands(page: int, start: str) -> int:
    return next(each.text for each in PAGES if each.number == page).index(start)


def test_words_broken_at_the_ends_of_lines_are_found_word_for_word():
    found = find_quotation(PAGES, "discharge a firearm at the operator of a moving vehicle")
    assert found.place is not None
    assert (found.place.page, found.place.score, found.place.exact) == (2, 100.0, True)
    piece = found.place.pieces[0]
    assert PAGES[1].text[piece.start : piece.end].startswith("discharge a fire-\narm")
    assert PAGES[1].text[piece.start : piece.end].endswith("vehi-\ncle")


@pytest.mark.parametrize(
    "quoted",
    ['The "officer" shall move', "A firearm is kept", "out of the way. A", "of\nthe\tway"],
)
def test_quotation_marks_ligatures_and_spaces_do_not_matter(quoted: str):
    found = find_quotation(PAGES, quoted)
    assert found.place is not None
    assert found.place.page == 3
    assert found.place.exact


def test_a_quotation_across_two_pages_has_a_piece_on_each():
    found = find_quotation(PAGES, "The officer shall report", prefix="holster.")
    assert found.place is not None
    assert [piece.page for piece in found.place.pieces] == [3, 4]
    assert not found.ambiguous


def test_places_equally_good_are_told_and_context_decides():
    doubtful = find_quotation(PAGES, "shall report each use of force")
    assert doubtful.ambiguous
    assert len(doubtful.others) == 1
    after = find_quotation(PAGES, "shall report each use of force", suffix=" in time")
    assert not after.ambiguous
    assert after.place is not None
    assert after.place.pieces[0].start == stands(4, "shall report each use of force in time")


def test_a_word_that_differs_is_told():
    found = find_quotation(PAGES, "An officer may discharge a firearm at the operator")
    assert found.place is not None
    assert not found.place.exact
    assert found.place.score < 100
    assert ("", "not") in found.place.differs


def test_a_quotation_that_moved_to_another_page_is_found_and_told_so():
    found = find_quotation(PAGES, "discharge a firearm", page=3)
    assert found.place is not None
    assert (found.place.page, found.elsewhere) == (2, True)
    here = find_quotation(PAGES, "The officer shall report", page=4)
    assert here.place is not None
    assert not here.elsewhere


def test_what_does_not_stand_there_is_not_found_but_the_nearest_is_told():
    found = find_quotation(PAGES, "No officer may ever shoot at the wheels of a parked vehicle")
    assert found.place is None
    assert found.nearest is not None
    assert found.nearest.score < found.least


@pytest.mark.parametrize("quoted", ["", "   ", "\u00ad"])
def test_nothing_is_found_of_nothing(quoted: str):
    assert find_quotation(PAGES, quoted).place is None


def test_few_signs_must_stand_there_as_they_are():
    assert find_quotation(PAGES, "2 meters").place is None
    assert find_quotation(PAGES, "officers").place is not None


@given(st.text(max_size=300))
def test_each_sign_of_an_even_text_comes_from_its_place(text: str):
    made = even(text)
    assert len(made.text) == len(made.places)
    assert list(made.places) == sorted(made.places)
    for sign, place in zip(made.text, made.places, strict=True):
        assert even(text[place]).text.startswith(sign) or sign in even(text[place]).text


@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=10))
def test_any_words_are_looked_for_without_failing(text: str, quoted: str, prefix: str):
    pages = [Page(1, text[:100]), Page(2, text[100:])]
    found = find_quotation(pages, quoted, prefix, least=0.0)
    for place in (found.place, *found.others):
        for piece in place.pieces if place else ():
            assert 0 <= piece.start < piece.end <= len(pages[piece.page - 1].text)


@given(st.data())
def test_an_exact_quotation_is_found_where_it_was_taken(data: st.DataObject):
    words = data.draw(
        st.lists(st.sampled_from(["an", "officer", "department", "force", "car"]), min_size=30)
    )
    words = [f"{word}{chr(97 + n % 26)}{chr(97 + n // 26)}" for n, word in enumerate(words)]
    start = data.draw(st.integers(0, len(words) - 8))
    width = data.draw(st.integers(15, 80))
    found = find_quotation([Page(1, reflowed(words, width))], " ".join(words[start : start + 8]))
    assert found.place is not None
    assert found.place.exact


def reflowed(words: list[str], width: int) -> str:
    """The words in lines of so many signs, long ones hyphenated."""
    lines, line = [], ""
    for word in words:
        room = width - len(line) - 2
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
        elif len(word) > 7 and word.isalpha() and 3 <= room < len(word) - 2:
            lines.append(f"{line} {word[:room]}-")
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


def misread(text: str, part: float, chance: random.Random) -> str:
    """The text as OCR might read it, so large a part of its signs wrong."""
    out = []
    for sign in text:
        if sign.isspace() or chance.random() >= part:
            out.append(sign)
        else:
            out.append(
                chance.choice([_CONFUSED.get(sign, "~"), "", f"{sign}{chance.choice('.,:;i')}"])
            )
    return "".join(out)


def paged(text: str, signs: int = 2_500) -> list[Page]:
    """The text on pages of about so many signs."""
    pages, page = [], ""
    for line in text.splitlines(keepends=True):
        page += line
        if len(page) > signs:
            pages.append(page)
            page = ""
    return [Page(number, text) for number, text in enumerate([*pages, page], 1)]


def statutes(repository: Path) -> list[list[str]]:
    """The words of the statutes that the library holds, without the notes above them."""
    folder = repository / "src" / "forcereview" / "standards" / "texts"
    texts = [
        path.read_text().rpartition("-" * 20)[2].split() for path in sorted(folder.glob("*.txt"))
    ]
    return [words for words in texts if len(words) > 500]


@pytest.mark.parametrize("wrong", [0.01, 0.03])
def test_the_right_place_is_found_after_reflow_and_ocr(
    wrong: float, repository: Path, record_property: Callable[[str, object], None]
):
    chance = random.Random(7)
    texts = statutes(repository)
    found, doubtful, missed, false, tried = 0, 0, 0, 0, 80
    for _ in range(tried):
        length = chance.choice([12, 25, 60])
        text = chance.randrange(len(texts))
        start = chance.randrange(len(texts[text]) - length)
        words = list(texts[text])
        quoted = " ".join(words[start : start + length])
        sides = [" ".join(words[max(0, start - 6) : start]), " ".join(words[start + length :][:6])]
        misprint = misread(reflowed(words, chance.randrange(40, 100)), wrong, chance)
        answer = find_quotation(paged(misprint), quoted, *sides)
        expected = start / len(words)
        whole = sum(len(page.text) for page in paged(misprint))
        if answer.place is None:
            missed += 1
        elif answer.ambiguous:
            doubtful += 1
        else:
            before = sum(len(p.text) for p in paged(misprint)[: answer.place.page - 1])
            at = (before + answer.place.pieces[0].start) / whole
            found += abs(at - expected) < 0.05
        other = texts[(text + 1) % len(texts)]
        false += (
            find_quotation(paged(misread(reflowed(other, 70), wrong, chance)), quoted).place
            is not None
        )
    record_property(
        "figure",
        f"quotations of 12 to 60 words after reflow, {wrong:.0%} of signs misread: {found} of "
        f"{tried} found, {doubtful} told as doubtful, {missed} missed, "
        f"{tried - found - doubtful - missed} wrong; {false} false finds in {tried} other texts",
    )
    assert found + doubtful == tried
    assert found >= 0.96 * tried
    assert false == 0
