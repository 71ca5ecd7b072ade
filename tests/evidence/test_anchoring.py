from forcereview.evidence.anchoring import Wanted, proposals, wanted_in
from forcereview.evidence.texts import ItemText, Page
from forcereview.standards import standards_library

PAGES = ItemText(
    "page",
    (
        Page(
            1, "Policy 7\nOfficers respect human life. Reports are due in 24 hours.", "text layer"
        ),
        Page(
            2,
            "Policy 7\nOfficers are prohibited from dis-\ncharging firearms at the operator of a "
            "moving vehicle, unless deadly force is necessary.",
            "ocr",
            0.9,
        ),
    ),
)
RULE = Wanted("X-1", "No firing of a firearm at the operator of a moving vehicle.", "Policy 7, B")


def test_a_provision_told_in_other_words_is_proposed_where_most_of_its_words_stand() -> None:
    (found,) = proposals([RULE], PAGES)
    assert found is not None
    assert (found.provision, found.page, found.how) == ("X-1", 2, "our sentence")
    assert found.quotation == (
        "Officers are prohibited from discharging firearms at the operator of a moving vehicle, "
        "unless deadly force is necessary."
    )
    assert 0.4 < found.likeness < 1
    assert found.recognised


def test_words_that_the_library_holds_are_looked_for_as_they_are() -> None:
    words = (
        "Officers are prohibited from discharging\n firearms at the operator of a moving vehicle"
    )
    (found,) = proposals([Wanted("X-1", "Something else.", "", words)], PAGES)
    assert found is not None
    assert (found.page, found.how, found.likeness) == (2, "words held", 1.0)


def test_held_words_that_go_over_a_page_are_anchored_by_a_sentence_of_them() -> None:
    words = "A sentence nowhere in the text. Officers wait. Reports are due in 24 hours."
    (found,) = proposals([Wanted("X-1", "Something else.", "", words)], PAGES)
    assert found is not None
    assert (found.page, found.quotation) == (1, "Reports are due in 24 hours.")


def test_where_nothing_is_alike_nothing_is_proposed() -> None:
    assert proposals([Wanted("X-2", "Zebras graze quietly.", "")], PAGES) == (None,)
    assert proposals([RULE], ItemText("page", (Page(1, "", "none"),))) == (None,)


def test_a_number_of_the_citation_counts() -> None:
    text = ItemText(
        "whole", (Page(1, "The time limit stands here.\n\nThe time limit of 609.066 stands."),)
    )
    (found,) = proposals([Wanted("X-3", "The time limit stands.", "Minn. Stat. 609.066")], text)
    assert found is not None
    assert "609.066" in found.quotation


def test_every_provision_and_test_of_a_standard_can_be_anchored() -> None:
    statutes = standards_library().standard("statutes-us")
    wanted = wanted_in(statutes)
    assert len(wanted) == len(statutes.rules) + len(statutes.tests)
    assert all(each.words for each in wanted if each.key.startswith("STA-01"))
