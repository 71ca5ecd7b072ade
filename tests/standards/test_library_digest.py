"""A library's digest names its texts: the same texts the same digest, in whatever order."""

from builders import a_library, a_rule, a_standard

FIRST = a_standard(a_rule("A-1"), name="a")
SECOND = a_standard(a_rule("B-1"), name="b")


def test_order_does_not_matter():
    assert a_library(FIRST, SECOND).digest == a_library(SECOND, FIRST).digest


def test_any_change_in_a_text_changes_it():
    changed = a_standard(a_rule("B-1", says="Something else."), name="b")
    assert a_library(FIRST, changed).digest != a_library(FIRST, SECOND).digest
    assert a_library(FIRST).digest != a_library(FIRST, SECOND).digest
