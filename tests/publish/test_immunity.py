"""What the report says of immunity is counted from the library's texts."""

from builders import a_case, a_library, a_rule, a_standard
from forcereview.publish.views.immunity import immunity_in_words


def test_the_library_holds_no_absolute_immunity_and_the_report_says_so_of_its_texts(bundled):
    view = immunity_in_words(bundled)
    assert "gives a line officer absolute immunity from prosecution" in view.statement
    assert view.statement.startswith(f"None of the {len(bundled.library.rules)} provisions")
    assert "not legal advice" in view.statement
    assert view.absolute == ()


def test_a_text_that_named_one_would_be_listed():
    library = a_library(a_standard(a_rule("X-1", immunity="absolute")))
    view = immunity_in_words(a_case().with_shot("shot-1").reviewed(library))
    assert [key for key, _, _ in view.absolute] == ["X-1"]
    assert "None of" not in view.statement


def test_each_kind_shows_the_provisions_that_name_it(bundled):
    kinds = {kind.name: kind for kind in immunity_in_words(bundled).kinds}
    keys = [key for key, _, _ in kinds["Supremacy Clause immunity"].provisions]
    assert "CON-11" in keys
    assert kinds["Sovereign immunity"].held
