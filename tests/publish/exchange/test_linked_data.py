"""The crate, the graph and the page tell the same, by role, with what nobody said shown as that."""

import json
import re
import uuid
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bags import the_letter, the_still, the_video
from forcereview.evidence import Custody, Derivation
from forcereview.publish.exchange.addresses import address
from forcereview.publish.exchange.case_graph import case_graph
from forcereview.publish.exchange.consignment import CaseHanded, Consignment, FileHanded, Handed
from forcereview.publish.exchange.crate import crate_metadata
from forcereview.publish.exchange.custody_words import instant, told
from forcereview.publish.exchange.evidence_list import evidence_list, read_evidence_list
from forcereview.publish.exchange.identifiers import urn
from forcereview.publish.exchange.index_page import index_page

CONSIGNMENT = Consignment(
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "Review 01: evidence for the prosecutor",
    "2026-11-25T10:00:00.000000Z",
    "reviewer 1",
    "forcereview 0.1.0",
    "City review board",
    "records clerk",
    items=(
        Handed(the_video(), "evidence/clip one.mp4", "", "2026-01-09T16:05:00Z", "reviewer 1"),
        Handed(the_still(), "evidence/still.png", "", "2026-02-01T10:05:00Z", "video analyst"),
        Handed(the_letter().model_copy(update={"state": "sealed"}), "", "sealed"),
    ),
    cases=(CaseHanded("small", "A small case", "cases/small.yaml", "0" * 64, 10),),
    files=(FileHanded("index.html", "this page", "text/html"),),
    entries=31,
    head="ab" * 32,
)


def nodes(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in data["@graph"]}


def of_type(data: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in data["@graph"] if node["@type"] == kind]


def test_every_reference_in_the_crate_and_the_graph_leads_somewhere() -> None:
    for data in (crate_metadata(CONSIGNMENT), case_graph(CONSIGNMENT)):
        known = set(nodes(data)) | set(re.findall(r'"@id": "([^"]*)", "@type"', json.dumps(data)))
        outside = set(re.findall(r'\{"@id": "([^"]*)"\}', json.dumps(data))) - known
        assert not {name for name in outside if not name.startswith("https://")}
        assert len(nodes(data)) == len(data["@graph"])


def test_the_crate_has_each_content_with_its_hash_type_and_size() -> None:
    found = nodes(crate_metadata(CONSIGNMENT))["evidence/clip%20one.mp4"]
    assert found["sha256"] == the_video().sha256
    assert found["encodingFormat"] == "video/mp4"
    assert found["contentSize"] == str(the_video().size)
    assert found["dateCreated"] == "2026-01-07T15:36:12+00:00"


def test_what_a_file_says_of_itself_is_marked_as_that() -> None:
    said = of_type(crate_metadata(CONSIGNMENT), "PropertyValue")
    assert {node["name"] for node in said} == {
        "the file says: creation_time (container)",
        "the file says: duration",
    }
    assert said[0]["measurementTechnique"] == "read by pyav 18.1.0"


def test_what_isnt_included_is_no_file_of_the_crate_but_named() -> None:
    data = crate_metadata(CONSIGNMENT)
    found = nodes(data)[f"#{the_letter().id}"]
    assert found["@type"] == "CreativeWork"
    assert found["description"] == "Content not included: sealed."
    parts = {part["@id"] for part in nodes(data)["./"]["hasPart"]}
    assert found["@id"] not in parts
    assert parts == {
        "evidence/clip%20one.mp4",
        "evidence/still.png",
        "cases/small.yaml",
        "index.html",
    }


def test_a_derivation_names_object_result_tool_version_and_parameters() -> None:
    data = crate_metadata(CONSIGNMENT)
    (made,) = of_type(data, "CreateAction")
    assert made["object"] == {"@id": "evidence/clip%20one.mp4"}
    assert made["result"] == {"@id": "evidence/still.png"}
    tool = nodes(data)[made["instrument"]["@id"]]
    assert (tool["name"], tool["softwareVersion"]) == ("still", "1 (pyav 18.1.0)")
    assert '"at_s": 12.4' in made["description"]


def test_a_licence_that_nobody_stated_is_said_to_be_so() -> None:
    assert nodes(crate_metadata(CONSIGNMENT))["#licence"]["name"] == "not stated"
    stated = replace(CONSIGNMENT, licence="For the court's use only")
    assert nodes(crate_metadata(stated))["#licence"]["name"] == "For the court's use only"


def test_the_chain_of_custody_is_in_order_in_the_graph() -> None:
    data = case_graph(CONSIGNMENT)
    first, second = (
        node
        for node in of_type(data, "case-investigation:InvestigativeAction")
        if node["uco-core:name"] in ("received", "transferred")
    )
    assert second["case-investigation:wasInformedBy"] == [{"@id": first["@id"]}]
    assert first["uco-action:startTime"]["@value"] == "2026-01-09T10:00:00-06:00"
    assert "uco-action:startTime" not in second
    assert "time as told: January 2026" in second["uco-core:description"]
    roles = {node["@id"]: node["uco-core:name"] for node in of_type(data, "uco-role:Role")}
    assert roles[second["uco-action:performer"]["@id"]] == "video analyst"


def test_a_derived_item_is_related_to_its_parent() -> None:
    data = case_graph(CONSIGNMENT)
    (relation,) = of_type(data, "uco-observable:ObservableRelationship")
    names = {node["@id"]: node["uco-core:name"] for node in of_type(data, "uco-observable:File")}
    assert names[relation["uco-core:source"]["@id"]] == "still.png"
    assert names[relation["uco-core:target"]["@id"]] == "Body-worn camera recording"


def test_identifiers_are_the_same_in_every_export_and_are_of_version_5() -> None:
    name = urn("file", "0" * 64)
    assert name == urn("file", "0" * 64) != urn("file", "1" * 64)
    found = uuid.UUID(name)
    assert found.version == 5
    assert found == uuid.uuid5(uuid.NAMESPACE_URL, "forcereview:file\x1f" + "0" * 64)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-09T10:00:00-06:00", "2026-01-09T10:00:00-06:00"),
        ("2026-01-09T10:00Z", "2026-01-09T10:00:00+00:00"),
        ("2026-01-09", ""),
        ("2026-13-09T10:00:00Z", ""),
        ("January 2026", ""),
        ("", ""),
    ],
)
def test_only_a_whole_instant_with_its_zone_counts_as_one(written: str, meant: str) -> None:
    assert instant(written) == meant


def test_a_link_of_custody_reads_as_a_sentence() -> None:
    link = Custody(id="c1", what="received", giver="the lab", holder="clerk", how="by hand")
    assert told(link) == "received from the lab by clerk (by hand)"
    assert (
        told(Custody(id="c2", what="transferred", giver="a", holder="b"))
        == "transferred from a to b"
    )


def test_the_page_shows_what_is_here_what_isnt_and_how_to_check() -> None:
    page = index_page(CONSIGNMENT)
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|evidence/|cases/|index\.html)', page)
    assert "content not included: sealed" in page
    assert "sha256sum --check --quiet manifest-sha256.txt" in page
    assert the_letter().sha256 in page
    assert "⟨U+202E⟩" in page
    assert "\u202e" not in page
    assert "nobody said" in page


def test_text_of_others_stays_text_on_the_page() -> None:
    item = the_letter().model_copy(update={"title": "<script>alert(1)</script>"})
    page = index_page(replace(CONSIGNMENT, items=(Handed(item, "evidence/<b>.txt"),)))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert 'href="evidence/%3Cb%3E.txt"' in page


def test_items_that_claim_to_be_made_of_each_other_dont_make_the_page_endless() -> None:
    one, other = the_letter(), the_still()
    made = {"what": "extract", "tool": "t", "version": "1"}
    circle = (
        one.model_copy(update={"derivation": Derivation(parents=(other.id, one.id), **made)}),
        other.model_copy(update={"derivation": Derivation(parents=(one.id,), **made)}),
    )
    page = index_page(replace(CONSIGNMENT, items=tuple(Handed(item) for item in circle)))
    assert page.count("What was made of what") == 1


def test_the_list_for_programs_is_read_as_it_was_written() -> None:
    read = read_evidence_list(evidence_list(CONSIGNMENT).encode(), "evidence.json")
    assert read == replace(CONSIGNMENT, files=())


@given(st.text(max_size=30))
def test_addresses_hold_only_what_addresses_may(path: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]*", address(path))


def test_an_address_keeps_its_folders_and_encodes_the_rest() -> None:
    assert address("a b/ü#?.txt") == "a%20b/%C3%BC%23%3F.txt"
