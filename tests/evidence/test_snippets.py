from forcereview.evidence.search_query import read_query
from forcereview.evidence.snippets import snippet

FAR = "nothing here " * 40


def test_the_words_found_are_marked_in_their_surroundings() -> None:
    cut = snippet(f"{FAR}The Café’s moving vehicle stood. {FAR}", read_query("cafe vehic*"))
    assert "The «Café»’s moving «vehicle» stood." in cut.plain
    assert cut.plain.startswith("… ")
    assert cut.plain.endswith(" …")
    assert len(cut.plain.split()) < 50
    assert cut.quotation == "Café’s moving vehicle"


def test_the_stretch_with_most_of_what_is_asked_for_is_chosen() -> None:
    cut = snippet(f"force {FAR} deadly force {FAR}", read_query("deadly force"))
    assert "«deadly» «force»" in cut.plain


def test_overlapping_finds_are_marked_once() -> None:
    cut = snippet("a moving vehicle here", read_query('"moving vehicle" vehicle'))
    assert cut.pieces == (("a ", False), ("moving vehicle", True), (" here", False))


def test_lines_and_hyphens_at_their_ends_are_undone() -> None:
    cut = snippet("no dischar-\nging of\nfirearms", read_query("discharging firearms"))
    assert cut.plain == "no «discharging» of «firearms»"
    assert cut.quotation == "discharging of firearms"


def test_words_far_apart_are_quoted_by_the_first_of_them() -> None:
    cut = snippet(f"moving {FAR} vehicle", read_query("moving vehicle"))
    assert cut.quotation in ("moving", "vehicle")


def test_where_only_a_label_fits_the_beginning_is_shown() -> None:
    assert snippet("No shots.", read_query("D23-12")).plain == "No shots."
    assert snippet("", read_query("D23-12")).plain == ""
