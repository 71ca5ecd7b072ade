"""What is handed over holds what was chosen, is valid by others' tools, and shows tampering."""

import hashlib
import io
import json
import random
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from bags import LETTER, VIDEO, a_workspace_to_hand_over, add, an_item, the_letter, the_still
from bags import the_video as video
from forcereview.errors import BadInput, Refused
from forcereview.evidence import Item
from forcereview.workspace.cases.exporting import case_text
from forcereview.workspace.evidence.sealing import expunge, seal
from forcereview.workspace.exchange.judging import judge_bag
from forcereview.workspace.exchange.writing import Sender, WrittenBag, write_bag
from forcereview.workspace.ports import Ports
from kept_cases import TEXT
from validators import case_report, crate_issues

SENDER = Sender("City review board", "records clerk", to="prosecutor")


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    return a_workspace_to_hand_over(tmp_path)


@pytest.fixture
def bag(ports: Ports, tmp_path: Path) -> Path:
    return Path(write_bag(ports, tmp_path / "bag", "reviewer 1", sender=SENDER).path)


def verified(journal: Path) -> int:
    """The exit status of the stand-alone verifier that lies in the bag."""
    command = [sys.executable, "-I", journal / "verify_journal.py", journal]
    return subprocess.run(command, capture_output=True).returncode


def files(bag: Path) -> list[str]:
    return sorted(p.relative_to(bag).as_posix() for p in bag.rglob("*") if p.is_file())


def test_a_bag_is_valid_by_our_judge_by_bagit_and_by_sha256sum(bag: Path) -> None:
    assert judge_bag(bag).verdict == "valid"
    assert bagit.Bag(str(bag)).is_valid()
    command = ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=bag, capture_output=True).stdout == b""
    assert verified(bag / "data" / "journal") == 0


def test_contents_lie_in_it_plain_under_names_that_every_system_allows(bag: Path) -> None:
    (found,) = (bag / "data" / "evidence" / video().id).iterdir()
    assert found.read_bytes() == VIDEO
    assert found.name == "clip _ one_.mp4"
    assert all(re.fullmatch(r"[A-Za-z0-9 ._/-]+", name) for name in files(bag))


def test_a_case_goes_out_to_the_letter(ports: Ports, bag: Path) -> None:
    raw = (bag / "data" / "cases" / "small" / "small.yaml").read_bytes()
    assert raw == TEXT.encode() == case_text(ports, "small")


def test_the_bag_says_who_sends_it_and_how_much_it_holds(bag: Path) -> None:
    judgement = judge_bag(bag)
    assert judgement.said("Source-Organization") == "City review board"
    assert judgement.said("Contact-Name") == "records clerk"
    assert judgement.said("Payload-Oxum") == f"{judgement.size}.{judgement.files}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", judgement.said("Bagging-Date"))
    assert judgement.said("External-Identifier")


def test_the_copy_is_noted_with_receiver_and_manifest(ports: Ports, tmp_path: Path) -> None:
    written = write_bag(ports, tmp_path / "bag", "reviewer 1", "ordered", sender=SENDER)
    assert written.sha256 == judge_bag(tmp_path / "bag").fingerprint
    held = ports.journal.document(f"evidence/{video().id}")
    assert held is not None
    link = Item.model_validate(held.value).custody[-1]
    assert (link.what, link.giver, link.holder) == ("copied", "reviewer 1", "prosecutor")
    assert link.how == f"bag bag, manifest sha256:{written.sha256}"
    assert held.sequence == written.entry


def test_a_case_brings_its_evidence_and_what_that_was_made_of(ports: Ports, tmp_path: Path) -> None:
    written = write_bag(ports, tmp_path / "one", "reviewer 1", cases=["small"])
    assert [each.item.id for each in written.consignment.items] == [video().id]
    written = write_bag(ports, tmp_path / "two", "reviewer 1", evidence=[the_still().id])
    assert {each.item.id for each in written.consignment.items} == {video().id, the_still().id}
    assert not written.consignment.cases


def test_what_isnt_handed_over_shows_in_no_file(ports: Ports, tmp_path: Path) -> None:
    bag = Path(write_bag(ports, tmp_path / "bag", "reviewer 1", cases=["small"]).path)
    assert verified(bag / "data" / "journal") == 0
    assert b'{"withheld":"' in (bag / "data" / "journal" / "journal.jsonl").read_bytes()
    for path in bag.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert the_letter().sha256.encode() not in raw
            assert LETTER not in raw


def test_a_bag_without_the_journal_has_none(ports: Ports, tmp_path: Path) -> None:
    bag = Path(write_bag(ports, tmp_path / "bag", "reviewer 1", with_journal=False).path)
    assert judge_bag(bag).verdict == "valid"
    assert not any("journal" in name for name in files(bag))
    assert "verify_journal" not in (bag / "data" / "index.html").read_text()


def test_sealed_and_expunged_items_are_named_without_their_content(
    ports: Ports, tmp_path: Path
) -> None:
    sealed = add(ports, an_item(b"sealed words", name="medical.pdf"), b"sealed words")
    gone = add(ports, an_item(b"gone words", name="gone.pdf"), b"gone words")
    seal(ports, sealed.id, "reviewer 1", "order of the court")
    expunge(ports, gone.id, "reviewer 1", "order of the court")
    written = write_bag(ports, tmp_path / "bag", "reviewer 1")
    why = {each.item.name: each.why_not for each in written.consignment.left_out}
    assert why == {"medical.pdf": "sealed", "gone.pdf": "expunged: its content was destroyed"}
    page = (tmp_path / "bag" / "data" / "index.html").read_text()
    assert page.count("content not included: sealed") == 2
    assert an_item(b"sealed words").sha256 in page
    everything = b"".join(
        (tmp_path / "bag" / name).read_bytes() for name in files(tmp_path / "bag")
    )
    assert b"sealed words" not in everything
    assert b"gone words" not in everything


def test_a_content_that_changed_in_the_store_is_not_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = a_workspace_to_hand_over(tmp_path)
    monkeypatch.setattr(ports.blobs, "open", lambda _: io.BytesIO(b"something else"))
    with pytest.raises(Refused, match="no longer has its hash"):
        write_bag(ports, tmp_path / "bag", "reviewer 1")
    assert not (tmp_path / "bag").exists()


def test_nothing_is_written_over(bag: Path, ports: Ports) -> None:
    before = {name: (bag / name).read_bytes() for name in files(bag)}
    with pytest.raises(BadInput, match="something is there already"):
        write_bag(ports, bag, "reviewer 1")
    assert {name: (bag / name).read_bytes() for name in files(bag)} == before


def test_what_isnt_there_is_named(ports: Ports, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no case 'smal'.*did you mean 'small'"):
        write_bag(ports, tmp_path / "bag", "reviewer 1", cases=["smal"])
    with pytest.raises(BadInput, match="no item 'e-0'"):
        write_bag(ports, tmp_path / "bag", "reviewer 1", evidence=["e-0"])
    with pytest.raises(BadInput, match="nobody is named"):
        write_bag(ports, tmp_path / "bag", " ")


def test_an_interrupted_bag_is_taken_up_where_it_stopped(
    ports: Ports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, stopping = [], True
    really = ports.blobs.open

    def open_or_stop(sha256: str) -> io.BufferedIOBase:
        opened.append(sha256)
        if stopping and len(opened) == 3:
            raise KeyboardInterrupt
        return really(sha256)

    monkeypatch.setattr(ports.blobs, "open", open_or_stop)
    with pytest.raises(KeyboardInterrupt):
        write_bag(ports, tmp_path / "bag", "reviewer 1")
    assert not (tmp_path / "bag").exists()
    stopping = False
    before = len(opened)
    write_bag(ports, tmp_path / "bag", "reviewer 1")
    assert len(opened) == before + 1
    assert judge_bag(tmp_path / "bag").verdict == "valid"
    assert not list(tmp_path.glob(".*"))


def test_a_half_written_content_and_leftovers_of_another_run_dont_stay(
    ports: Ports, tmp_path: Path
) -> None:
    left = tmp_path / ".bag.writing" / "data" / "evidence"
    half = left / the_letter().id / "letter.txt"
    half.parent.mkdir(parents=True)
    half.write_bytes(LETTER[:-1] + b"?")
    (left / "e-other").mkdir()
    (left / "e-other" / "file").write_bytes(b"of another selection")
    write_bag(ports, tmp_path / "bag", "reviewer 1")
    assert judge_bag(tmp_path / "bag").verdict == "valid"
    assert (
        tmp_path / "bag" / "data" / "evidence" / the_letter().id / "letter.txt"
    ).read_bytes() == LETTER
    assert not any("e-other" in name for name in files(tmp_path / "bag"))


def test_a_zipped_bag_holds_the_bag_in_one_folder(ports: Ports, tmp_path: Path) -> None:
    written = write_bag(ports, tmp_path / "bag", "reviewer 1", zipped=True)
    assert written.path == str(tmp_path / "bag.zip")
    judgement = judge_bag(tmp_path / "bag.zip")
    assert (judgement.verdict, judgement.fingerprint) == ("valid", written.sha256)
    with zipfile.ZipFile(tmp_path / "bag.zip") as packed:
        assert {name.partition("/")[0] for name in packed.namelist()} == {"bag"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["as it came", "bag.zip", "sender"]


def test_every_change_of_a_file_in_a_bag_shows(
    bag: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(1)
    tried = 0
    for name in files(bag):
        path = bag / name
        raw = path.read_bytes()
        for _ in range(8):  # bits 0 to 4: a capital letter in a hash is the same hash
            at = chance.randrange(len(raw))
            path.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(5)]) + raw[at + 1 :])
            assert judge_bag(bag).verdict != "valid", f"byte {at} of {name}"
            tried += 1
        path.write_bytes(raw[:-2])
        assert judge_bag(bag).verdict != "valid", f"{name} cut short"
        path.unlink()
        seen = judge_bag(bag)
        assert seen.verdict != "valid" or seen.notes, f"{name} removed"
        path.write_bytes(raw)
        tried += 2
    (bag / "data" / "slipped in").write_bytes(b"x")
    assert judge_bag(bag).verdict == "invalid"
    record_property("figure", f"tampering with an exported bag: {tried + 1} of {tried + 1} seen")


def test_a_journal_changed_with_all_manifests_made_anew_is_seen_by_the_verifier(bag: Path) -> None:
    journal = bag / "data" / "journal" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"reviewer 1", b"reviewer 2", 1))
    made_anew(bag)
    assert judge_bag(bag).verdict == "valid"
    assert verified(bag / "data" / "journal") == 1


def made_anew(bag: Path) -> None:
    """Manifests as somebody would write them who changed a file."""
    names = files(bag)
    payload = [name for name in names if name.startswith("data/")]
    tags = [name for name in names if not name.startswith(("data/", "tagmanifest"))]
    for kind, listed in (("manifest", payload), ("tagmanifest", tags)):
        for algorithm in ("sha256", "sha512"):
            digests = {name: hashlib.new(algorithm, (bag / name).read_bytes()) for name in listed}
            lines = (f"{digest.hexdigest()}  {name}\n" for name, digest in digests.items())
            (bag / f"{kind}-{algorithm}.txt").write_text("".join(lines))


def test_the_crate_is_valid_by_roc_validator(bag: Path, tmp_path: Path) -> None:
    assert crate_issues(bag / "data", tmp_path) == [
        "RECOMMENDED: The organization SHOULD have a URL."
    ]


@pytest.mark.parametrize("version", ["case-1.4.0", "case-1.5.0"])
def test_the_graph_is_valid_by_case_validate_without_a_warning(bag: Path, version: str) -> None:
    assert case_report(bag / "data" / "case-graph.jsonld", version).split() == [
        "Validation",
        "Report",
        "Conforms:",
        "True",
    ]


@pytest.mark.slow
def test_an_empty_workspace_gives_a_valid_bag_crate_and_graph(tmp_path: Path) -> None:
    from forcereview.wiring import begin_workspace

    ports = begin_workspace(tmp_path / "empty", "reviewer 1")
    bag = Path(write_bag(ports, tmp_path / "bag", "reviewer 1").path)
    assert judge_bag(bag).verdict == "valid"
    assert all("REQUIRED" not in issue for issue in crate_issues(bag / "data", tmp_path))
    assert "Conforms: True" in case_report(bag / "data" / "case-graph.jsonld", "case-1.4.0")


def test_other_peoples_rocrate_library_reads_the_crate(bag: Path) -> None:
    from rocrate.rocrate import ROCrate

    read = ROCrate(str(bag / "data"))
    assert {each.id for each in read.data_entities} == {
        name.removeprefix("data/").replace(" ", "%20")
        for name in files(bag)
        if name.startswith("data/") and not name.endswith("ro-crate-metadata.json")
    }


@pytest.mark.slow
def test_a_large_content_goes_through_in_bounded_memory(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    size = 256 << 20
    ports = a_workspace_to_hand_over(tmp_path)
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(size)
    sha256 = ports.blobs.put(large).sha256
    add(ports, Item(id=f"e-{sha256[:12]}", sha256=sha256, size=size, name="large.bin"), b"")
    tracemalloc.start()
    written: WrittenBag = write_bag(ports, tmp_path / "bag", "reviewer 1", zipped=True)
    assert judge_bag(written.path).verdict == "valid"
    peak = tracemalloc.get_traced_memory()[1] >> 20
    tracemalloc.stop()
    assert peak < 32
    record_property(
        "figure",
        f"a zipped bag with one content of {size >> 20} MiB: written and judged in {peak} MiB",
    )


def test_the_list_for_programs_tells_items_as_the_journal_holds_them(bag: Path) -> None:
    told = json.loads((bag / "data" / "evidence.json").read_text())
    items = {each["item"]["id"]: each["item"] for each in told["items"]}
    assert items[video().id] == video().document()
