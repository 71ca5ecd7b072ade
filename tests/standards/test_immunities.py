"""The list of immunities agrees with the library."""

from forcereview.standards import standards_library
from forcereview.standards.immunities import kinds_of_immunity, provisions_naming
from forcereview.standards.passages import passage


def test_every_provision_and_test_it_names_is_in_the_library():
    library, known = standards_library(), kinds_of_immunity()
    keys = {rule.key for rule in library.rules}
    tests = {test.test.key for test in library.tests}
    for kind in (*known.immunities, *known.not_immunities):
        assert set(kind.provisions) <= keys, kind.name
        assert set(kind.tests) <= tests, kind.name


def test_every_passage_it_quotes_is_held():
    known = kinds_of_immunity()
    for kind in (*known.immunities, *known.not_immunities):
        for where in kind.text_lines:
            found = passage(where)
            assert found, where
            assert found.lines, where


def test_no_provision_of_the_library_names_absolute_immunity():
    assert provisions_naming(standards_library(), "absolute") == ()
    assert provisions_naming(standards_library(), "supremacy clause")
