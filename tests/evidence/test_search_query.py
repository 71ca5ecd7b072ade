import pytest

from forcereview.errors import BadInput
from forcereview.evidence.search_query import Term, found_in, read_query
from forcereview.evidence.words import words_in


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("deadly force", [Term(("deadly",)), Term(("force",))]),
        ('"deadly force" moving', [Term(("deadly", "force")), Term(("moving",))]),
        ("vehic*", [Term(("vehic",), beginning=True)]),
        ('"moving vehic*"', [Term(("moving", "vehic"), beginning=True)]),
        ("force -vessel", [Term(("force",)), Term(("vessel",), excluded=True)]),
        ('force -"moving vessel"', [Term(("force",)), Term(("moving", "vessel"), excluded=True)]),
        ("use-of-force", [Term(("use", "of", "force"))]),
        ('"unclosed phrase', [Term(("unclosed", "phrase"))]),
        ("- – force", [Term(("force",))]),
        ("force FORCE", [Term(("force",))]),
    ],
)
def test_what_is_asked_for_is_read(asked: str, terms: list[Term]) -> None:
    assert list(read_query(asked).terms) == terms


@pytest.mark.parametrize("asked", ["", "  ", "-vessel", "* … !", '""'])
def test_a_search_for_nothing_says_what_to_give(asked: str) -> None:
    with pytest.raises(BadInput, match="names nothing to search for"):
        read_query(asked)


def test_a_phrase_is_found_within_a_word_broken_at_the_end_of_a_line() -> None:
    words = list(words_in("in self-\ndefence he fired"))
    assert found_in(words, Term(("self", "defence"))) == [(1, 1)]
    assert found_in(words, Term(("selfdefence", "he"))) == [(1, 2)]
    assert found_in(words, Term(("defence", "self"))) == []
