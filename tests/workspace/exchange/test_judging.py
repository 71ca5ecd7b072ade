"""Bags are judged as the standard and its public suite say, with every reason and its place."""

import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bags import BAGIT, a_bag, line
from forcereview.errors import BadInput
from forcereview.publish.exchange.judgement import Judgement
from forcereview.workspace.exchange.bag_contents import ZipBounds
from forcereview.workspace.exchange.judging import judge_bag

#: what the folders of the public suite say; what leads outside on one system is refused on all
SAID = {
    "valid": "valid",
    "invalid": "invalid",
    "warning": "valid with warnings",
    "linux-only": "invalid",
    "windows-only": "invalid",
}
#: bags that are judged otherwise than their folder says, and why
EXCEPTIONS = {
    "v0.97/valid/bag-with-leading-dot-slash-in-manifest": (
        "valid with warnings",
        "the suite has a bag with the same './' in the same version as a warning (relative-path)",
    )
}


@pytest.fixture(scope="session")
def suite(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    packed = shared / "conformance" / "bagit-conformance-suite.tar.gz"
    if not packed.exists():
        pytest.skip(f"the shared material is missing: no {packed}")
    folder = tmp_path_factory.mktemp("suite")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder


def test_every_bag_of_the_public_suite_is_judged_as_its_folder_says(
    suite: Path, record_property: Callable[[str, object], None]
) -> None:
    bags = [path for path in sorted(suite.glob("v*/*/*")) if path.is_dir()]
    found = {path.relative_to(suite).as_posix(): judge_bag(path) for path in bags}
    otherwise = {
        name: judgement.verdict
        for name, judgement in found.items()
        if judgement.verdict != SAID[name.split("/")[1]]
    }
    assert otherwise == {name: verdict for name, (verdict, _) in EXCEPTIONS.items()}
    assert all(judgement.problems for judgement in found.values() if judgement.errors)
    record_property(
        "figure",
        f"BagIt public suite: {len(found) - len(otherwise)} of {len(found)} bags judged as their "
        f"folder says; otherwise: {', '.join(otherwise)}",
    )


def says(judgement: Judgement, *words: str) -> bool:
    """Whether one problem has all these words, its place included."""
    return any(all(word in str(problem) for word in words) for problem in judgement.problems)


def test_a_good_bag_is_valid_and_says_what_it_holds(tmp_path: Path) -> None:
    info = {"bag-info.txt": "Source-Organization: Review\n board\nPayload-Oxum: 3.2\n"}
    judgement = judge_bag(a_bag(tmp_path / "bag", {"a": b"a", "d/b": b"bb"}, info))
    assert (judgement.verdict, judgement.files, judgement.size) == ("valid", 2, 3)
    assert judgement.said("source-organization") == "Review board"
    assert judgement.version == "1.0"
    assert len(judgement.fingerprint) == 64


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
def test_each_hash_function_finds_a_change(tmp_path: Path, algorithm: str) -> None:
    bag = a_bag(tmp_path / "bag", algorithm=algorithm)
    assert judge_bag(bag).verdict == "valid"
    (bag / "data" / "a.txt").write_bytes(b"b")
    judgement = judge_bag(bag)
    assert judgement.verdict == "invalid"
    assert says(judgement, f"bag/manifest-{algorithm}.txt:1", "'data/a.txt'", "changed")


def test_hashes_that_can_be_forged_are_noted(tmp_path: Path) -> None:
    judgement = judge_bag(a_bag(tmp_path / "bag", algorithm="md5"))
    assert judgement.verdict == "valid"
    assert any("forged" in note for note in judgement.notes)


def test_missing_extra_and_malformed_are_all_told_with_their_lines(tmp_path: Path) -> None:
    manifest = line(b"a", "data/a.txt") + line(b"x", "data/gone.txt") + "nonsense\nabcd  data/c\n"
    bag = a_bag(tmp_path / "bag", {"a.txt": b"a", "extra": b"e"}, {"manifest-sha256.txt": manifest})
    judgement = judge_bag(bag)
    assert says(judgement, "manifest-sha256.txt:2", "'data/gone.txt' is missing")
    assert says(judgement, "manifest-sha256.txt:3", "no 'hash, space, file name'")
    assert says(judgement, "manifest-sha256.txt:4", "the hash has 4 signs; 64 are needed")
    assert says(judgement, "bag/data/extra", "no manifest lists")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../outside", "'..' leads out"),
        ("data/../../outside", "'..' leads out"),
        ("data\\..\\..\\outside", "'..' leads out"),
        ("/etc/passwd", "root of the file system"),
        ("~/notes", "home folder"),
        ("C:\\notes", "names a drive"),
        ("%TEMP%\\notes", "a variable"),
        ("\\\\server\\notes", "another machine"),
        ("data//a.txt", "plain path"),
        ("notes", "it isn't in data"),
    ],
)
def test_no_name_leads_out_of_the_bag(tmp_path: Path, name: str, why: str) -> None:
    manifest = line(b"a", "data/a.txt") + line(b"a", name)
    judgement = judge_bag(a_bag(tmp_path / "bag", tags={"manifest-sha256.txt": manifest}))
    assert judgement.verdict == "invalid"
    assert says(judgement, "manifest-sha256.txt:2", why)


def test_files_to_be_fetched_are_named_and_nothing_is_fetched(tmp_path: Path) -> None:
    manifest = line(b"a", "data/a.txt") + line(b"b", "data/b.txt")
    fetch = "https://example.org/b.txt 1 data/b.txt\nhttps://example.org/x - ../x\nhalf a line\n"
    bag = a_bag(tmp_path / "bag", tags={"manifest-sha256.txt": manifest, "fetch.txt": fetch})
    judgement = judge_bag(bag)
    assert says(judgement, "manifest-sha256.txt:2", "fetch.txt says where")
    assert says(judgement, "fetch.txt:2", "'..' leads out")
    assert says(judgement, "fetch.txt:3", "no 'address, length or -, file name'")
    (bag / "data" / "b.txt").write_bytes(b"b")
    (bag / "fetch.txt").write_text("https://example.org/b.txt 1 data/b.txt\n")
    assert judge_bag(bag).verdict == "valid"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, end: str) -> None:
    manifest = (line(b"a", "data/a") + line(b"b", "data/b\x85c")).replace("\n", end)
    tags = {"manifest-sha256.txt": manifest, "bagit.txt": BAGIT.replace("\n", end)}
    judgement = judge_bag(a_bag(tmp_path / "bag", {"a": b"a", "b\x85c": b"b"}, tags))
    assert judgement.verdict == "valid"


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "Shift_JIS"])
def test_tag_files_are_read_in_the_encoding_that_the_bag_declares(
    tmp_path: Path, encoding: str
) -> None:
    name = {"Shift_JIS": "証拠"}.get(encoding, "Zürich")
    tags = {
        "bagit.txt": BAGIT.replace("UTF-8", encoding),
        "manifest-sha256.txt": line(b"a", f"data/{name}").encode(encoding),
    }
    assert judge_bag(a_bag(tmp_path / "bag", {name: b"a"}, tags)).verdict == "valid"


@pytest.mark.parametrize("encoding", ["utf-17", "base64", "unicode_escape", "UTF-8 and more"])
def test_an_encoding_that_is_none_is_told(tmp_path: Path, encoding: str) -> None:
    tags = {"bagit.txt": BAGIT.replace("UTF-8", encoding)}
    assert says(judge_bag(a_bag(tmp_path / "bag", tags=tags)), "bagit.txt:2", "unknown encoding")


def test_text_that_isnt_in_the_declared_encoding_is_told(tmp_path: Path) -> None:
    tags = {"bag-info.txt": b"Source-Organization: Z\xfcrich\n"}
    assert says(judge_bag(a_bag(tmp_path / "bag", tags=tags)), "bag-info.txt", "isn't UTF-8")


def test_a_byte_order_mark_is_told(tmp_path: Path) -> None:
    marked = a_bag(tmp_path / "one", tags={"bagit.txt": b"\xef\xbb\xbf" + BAGIT.encode()})
    assert judge_bag(marked).verdict == "invalid"
    manifest = b"\xef\xbb\xbf" + line(b"a", "data/a.txt").encode()
    other = a_bag(tmp_path / "two", tags={"manifest-sha256.txt": manifest})
    assert judge_bag(other).verdict == "valid with warnings"


def test_names_that_some_systems_cant_tell_apart_are_warned_of(tmp_path: Path) -> None:
    judgement = judge_bag(a_bag(tmp_path / "bag", {"Note": b"1", "note": b"2"}))
    assert judgement.verdict == "valid with warnings"
    assert says(judgement, "'data/Note' and 'data/note' are one name")
    judgement = judge_bag(a_bag(tmp_path / "other", {"con.txt": b"1", "a:b": b"2"}))
    assert says(judgement, "a device on Windows")
    assert says(judgement, "Windows allows no such sign")


def test_a_name_in_another_unicode_form_is_found_with_a_warning(tmp_path: Path) -> None:
    bag = a_bag(
        tmp_path / "bag",
        {"caf\u00e9": b"a"},
        {"manifest-sha256.txt": line(b"a", "data/cafe\u0301")},
    )
    judgement = judge_bag(bag)
    assert judgement.verdict == "valid with warnings"
    assert says(judgement, "otherwise composed")


def test_links_and_pipes_are_no_files_of_a_bag(tmp_path: Path) -> None:
    bag = a_bag(tmp_path / "bag")
    (bag / "data" / "link").symlink_to("/etc/passwd")
    os.mkfifo(bag / "data" / "pipe")
    judgement = judge_bag(bag)
    assert says(judgement, "'data/link' is a link")
    assert says(judgement, "'data/pipe' is a pipe")


def test_each_manifest_must_list_all_files_since_version_1_0(tmp_path: Path) -> None:
    files = {"a": b"a", "b": b"b"}
    tags = {"manifest-md5.txt": line(b"a", "data/a", "md5")}
    assert says(judge_bag(a_bag(tmp_path / "new", files, tags)), "it doesn't list 'data/b'")
    tags["bagit.txt"] = BAGIT.replace("1.0", "0.97")
    assert judge_bag(a_bag(tmp_path / "old", files, tags)).verdict == "valid"


def test_a_wrong_sum_of_the_payload_is_told(tmp_path: Path) -> None:
    judgement = judge_bag(a_bag(tmp_path / "bag", tags={"bag-info.txt": "Payload-Oxum: 2.1\n"}))
    assert says(judgement, "bag-info.txt:1", "'2.1'", "here are 1.1")


def test_a_flood_of_problems_is_counted_not_told_one_by_one(tmp_path: Path) -> None:
    manifest = "".join(line(b"a", f"data/{number}") for number in range(5000))
    judgement = judge_bag(a_bag(tmp_path / "bag", tags={"manifest-sha256.txt": manifest}))
    assert len(judgement.problems) == 201
    assert "4,801 more" in str(judgement.problems[-1])


def test_names_are_shown_with_every_sign_visible(tmp_path: Path) -> None:
    judgement = judge_bag(
        a_bag(tmp_path / "bag", tags={"manifest-sha256.txt": line(b"", "x\u202ey")})
    )
    assert says(judgement, "'x⟨U+202E⟩y'")


names = st.text(
    st.characters(exclude_characters="/\x00", exclude_categories=("Cs",)), min_size=1, max_size=20
).filter(lambda name: name not in (".", "..") and len(name.encode()) < 200)


@given(st.sets(names, min_size=1, max_size=4))
def test_any_names_that_are_written_as_the_standard_says_are_found(
    tmp_path_factory: pytest.TempPathFactory, chosen: set[str]
) -> None:
    bag = a_bag(tmp_path_factory.mktemp("names") / "bag", dict.fromkeys(chosen, b"a"))
    assert not judge_bag(bag).errors


@given(
    st.sampled_from(["bagit.txt", "manifest-sha256.txt", "fetch.txt", "bag-info.txt"]), st.data()
)
def test_no_tag_file_whatever_it_holds_stops_the_judge(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    start = data.draw(st.sampled_from([b"", BAGIT.encode(), line(b"a", "data/a.txt").encode()]))
    tags = {name: start + data.draw(st.binary(max_size=200))}
    judgement = judge_bag(a_bag(tmp_path_factory.mktemp("tags") / "bag", tags=tags))
    assert judgement.verdict in ("valid", "valid with warnings", "invalid")


def zipped(path: Path, files: dict[str, bytes], **how: int) -> Path:
    with zipfile.ZipFile(path, "w", **how) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


BAG = {
    "bag/bagit.txt": BAGIT.encode(),
    "bag/manifest-sha256.txt": line(b"a", "data/a.txt").encode(),
    "bag/data/a.txt": b"a",
}


def test_a_zipped_bag_is_judged_where_it_lies(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bag.zip", BAG)
    assert judge_bag(path).verdict == "valid"
    assert [each.name for each in tmp_path.iterdir()] == ["bag.zip"]


@pytest.mark.parametrize("name", ["bag/../../outside", "/etc/passwd", "bag/data\\..\\..\\x", "C:x"])
def test_a_zip_whose_names_lead_outside_is_invalid(tmp_path: Path, name: str) -> None:
    judgement = judge_bag(zipped(tmp_path / "bag.zip", {**BAG, name: b"x"}))
    assert says(judgement, "must not be in a zip")


def test_a_zip_of_a_bags_inside_is_invalid(tmp_path: Path) -> None:
    inside = {name.removeprefix("bag/"): content for name, content in BAG.items()}
    judgement = judge_bag(zipped(tmp_path / "bag.zip", inside))
    assert judgement.verdict == "invalid"
    assert says(judgement, "holds one folder", "zip the bag's folder")


def test_a_zip_bomb_isnt_opened(tmp_path: Path) -> None:
    files = {**BAG, "bag/data/zeros": bytes(3 << 20)}
    path = zipped(tmp_path / "bomb.zip", files, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(BadInput, match="it isn't opened"):
        judge_bag(path, bounds=ZipBounds(ratio=100, free=1 << 20))
    many = zipped(tmp_path / "many.zip", {f"bag/{number}": b"" for number in range(50)})
    with pytest.raises(BadInput, match="50 files"):
        judge_bag(many, bounds=ZipBounds(files=49))
    with pytest.raises(BadInput, match="longer than anything sensible"):
        judge_bag(many, bounds=ZipBounds(directory=100))


def test_a_link_in_a_zip_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as packed:
        for name, content in BAG.items():
            packed.writestr(name, content)
        link = zipfile.ZipInfo("bag/data/link")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert says(judge_bag(tmp_path / "bag.zip"), "'data/link' is a link")


@given(st.data())
def test_no_damage_to_a_zip_stops_the_judge_with_anything_but_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = zipped(tmp_path_factory.mktemp("damaged") / "bag.zip", BAG)
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw[: data.draw(st.integers(len(raw) // 2, len(raw)))])
    assert outcome(path) in ("valid", "valid with warnings", "invalid", "not opened")


def outcome(path: Path) -> str:
    try:
        return judge_bag(path).verdict
    except BadInput:
        return "not opened"


def test_what_is_no_bag_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder"):
        judge_bag(tmp_path / "gone")
    (tmp_path / "file").write_text("text")
    with pytest.raises(BadInput, match="neither a folder nor a zip"):
        judge_bag(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    assert says(judge_bag(tmp_path / "empty"), "bagit.txt is missing", "this is no bag")
