"""Passages of held texts are found by file and line."""

import pytest

from forcereview.standards import standards_library
from forcereview.standards.passages import passage


def test_lines_without_words_are_left_out_and_the_rest_keep_their_numbers():
    found = passage("usc-18-242.txt:12-14")
    assert found is not None
    assert [number for number, _ in found.lines][-1] == 14
    assert all(words for _, words in found.lines)


def test_a_bare_line_is_looked_for_in_the_standards_own_file():
    assert passage("14", "usc-18-242.txt") == passage("usc-18-242.txt:14")


@pytest.mark.parametrize("where", ["", "14", "no-such.txt:1", "../model.py:1", "usc-18-242.txt"])
def test_what_names_no_held_line_is_no_passage(where):
    assert passage(where) is None


def test_every_passage_that_a_provision_names_is_held():
    for standard in standards_library():
        for rule in standard.rules:
            if rule.provision.text_lines:
                assert passage(rule.provision.text_lines, standard.file.text.file), rule.key
