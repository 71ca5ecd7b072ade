from collections.abc import Iterator
from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.evidence.fragments import read_locator_text
from forcereview.evidence.quotations import find_quotation
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.evidence.searching import Found, Results, search
from forcereview.workspace.ports import Ports
from held_documents import a_workspace, becomes, hold
from kept_cases import TEXT as CASE
from papers import POLICY, pdf, picture, scanned


@pytest.fixture(params=["sqlite", "postgres"])
def ports(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ports]:
    journal = "sqlite" if request.param == "sqlite" else request.getfixturevalue("postgres")
    opened = a_workspace(tmp_path / "ws", journal)
    yield opened
    opened.close()


def bring_in(ports: Ports, text: str) -> None:
    file = ports.root.parent / "case.yaml"
    file.write_text(text, "utf-8")
    import_case(ports, file, "a clerk")


def evidence(results: Results) -> list[Found]:
    return [found for found in results.found if found.kind == "evidence"]


def test_what_was_not_read_yet_is_read_when_it_is_searched_for(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf())
    (found,) = evidence(search(ports, '"supervisor within 24 hours"'))
    assert (found.id, found.title, found.origin) == (item.id, "policy.pdf", "")
    assert "«supervisor within 24 hours»" in found.snippet.plain
    later = hold(ports, "memo.txt", b"A memo to the supervisor within 24 hours of it.")
    assert {f.id for f in evidence(search(ports, "supervisor"))} == {item.id, later.id}


def test_the_locator_leads_back_to_the_words(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf())
    for asked in ("discharging firearms", '"Warning shots"', "superv* incident"):
        (found,) = evidence(search(ports, asked))
        located = read_locator_text(found.locator)
        assert (located.item, located.locus.page) == (item.id, found.page)
        pages = text_of(ports, item).pages
        place = find_quotation(pages, located.locus.quotation, page=located.locus.page).place
        assert place is not None
        assert (place.page, place.score) == (found.page, 100.0)


def test_words_of_a_scan_are_found_and_marked_as_recognised(ports: Ports) -> None:
    hold(ports, "scan.pdf", scanned(pdf(POLICY[:2])))
    (found, *_) = evidence(search(ports, "purpose"))
    assert found.origin.startswith("recognised by OCR, 9")


def test_a_row_of_a_table_is_found_by_its_number(ports: Ports) -> None:
    item = hold(ports, "force.csv", b"date,level\n2020,soft\n2021,deadly\n")
    (found,) = evidence(search(ports, "deadly 2021"))
    assert (found.place, found.locator) == ("row 2", f"{item.id}#row=2")


def test_cases_their_statements_and_the_standards_are_searched_too(ports: Ports) -> None:
    bring_in(ports, CASE)
    kinds = {(found.kind, found.id, found.place) for found in search(ports, '"agent a"').found}
    assert ("case", "small", "person agent-a") in kinds
    (provision,) = [f for f in search(ports, "D23-12").found if f.kind == "standard"]
    assert (provision.id, provision.locator) == ("dhs-044-05-r1", "D23-12")


def test_a_search_can_be_limited_to_a_case_and_its_evidence(ports: Ports) -> None:
    sha256 = hold(ports, "named.txt", b"Zebras by its source.").sha256
    source = f"  memo: {{title: zebras, kind: document, sha256: {sha256}}}\n"
    bring_in(ports, CASE.replace("  video: {", f"{source}  video: {{", 1))
    hold(ports, "other.txt", b"Zebras of no case.")
    hold(ports, "mine.txt", b"Zebras of this case.", "small")
    found = search(ports, "zebras", case="small").found
    assert {(each.kind, each.title) for each in found} == {
        ("evidence", "named.txt"),
        ("evidence", "mine.txt"),
        ("case", "A small case"),
    }
    with pytest.raises(BadInput, match=r"no case 'smal'.*did you mean 'small'"):
        search(ports, "zebras", case="smal")


def test_what_changed_in_a_case_is_found_as_it_is_now(ports: Ports) -> None:
    bring_in(ports, CASE)
    assert search(ports, '"a small case"').found
    changed = CASE.replace("A small case", "A renamed record")
    bring_in(ports, changed)
    assert not [f for f in search(ports, '"a small case"').found if f.kind == "case"]
    assert [f.place for f in search(ports, '"renamed record"').found] == ["the case"]


@pytest.mark.parametrize("state", ["sealed", "expunged"])
def test_sealed_and_expunged_evidence_is_found_no_more(ports: Ports, state: str) -> None:
    item = hold(ports, "memo.txt", b"Zebras graze.")
    assert evidence(search(ports, "zebras"))
    becomes(ports, item, state)
    results = search(ports, "zebras")
    assert not evidence(results)
    assert f"{item.id} is {state}; its text isn't searched" in results.unread
    assert ports.index.text(f"evidence/{item.sha256}") is None


def test_in_what_no_words_could_be_looked_for_is_told_each_time(ports: Ports) -> None:
    image = hold(ports, "photo.png", picture(pdf()))
    cut = hold(ports, "cut.pdf", pdf()[:1500])
    hold(ports, "film.mp4", b"\0\0")
    for _ in range(2):
        unread = search(ports, "purpose").unread
        assert any(cut.id in line and "no PDF" in line for line in unread)
        assert any("1 image was not looked into" in line for line in unread)
        assert len(unread) == 2
    results = search(ports, "purpose", images=True)
    assert image.id in {found.id for found in evidence(results)}
    assert not any("image" in line for line in results.unread)


def test_at_most_so_many_of_each_kind_are_shown_and_all_are_counted(ports: Ports) -> None:
    for number in range(6):
        hold(ports, f"{number}.txt", f"Zebra number {number}.".encode())
    results = search(ports, "zebra", most=2)
    assert (len(results.found), results.pages) == (2, 6)


def test_a_search_stopped_on_the_way_goes_on_where_it_was(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forcereview.workspace.evidence import searching

    for number in range(4):
        hold(ports, f"{number}.txt", f"Zebra number {number}.".encode())
    read: list[str] = []

    def stopping(*given: object, **named: object) -> object:
        read.append("item")
        if len(read) == 3:
            raise KeyboardInterrupt
        return text_of(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "text_of", stopping)
    with pytest.raises(KeyboardInterrupt):
        search(ports, "zebra")
    assert search(ports, "zebra").pages == 4
    assert len(read) == 2 + 1 + 2
