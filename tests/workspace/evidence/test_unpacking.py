"""Archives are unpacked when somebody asks, and only what is safe to unpack."""

from collections.abc import Callable

import pytest

import evidence_files as files
from forcereview.errors import Refused
from forcereview.workspace.evidence.intake import Outcome
from forcereview.workspace.evidence.items import item_named, items
from forcereview.workspace.evidence.unpacking import Unpacked, unpack
from forcereview.workspace.ports import Ports

Take = Callable[..., list[Outcome]]


def unpacked(ports: Ports, take: Take, content: bytes, most: int = 1 << 30) -> Unpacked:
    return unpack(ports, take({"archive": content})[0].item, "clerk", most=most)


def test_nothing_is_unpacked_of_itself(ports: Ports, take: Take) -> None:
    take({"a.zip": files.a_zip({"a.txt": b"words"})})
    assert len(list(items(ports))) == 1


@pytest.mark.parametrize(
    "content",
    [
        files.a_zip({"folder/a.txt": b"words", "b.txt": b"others"}),
        files.a_tar([("folder/a.txt", b"words"), ("b.txt", b"others")]),
        files.a_tar([("folder/a.txt", b"words"), ("b.txt", b"others")], packed=True),
    ],
    ids=["zip", "tar", "tar.gz"],
)
def test_each_file_becomes_an_item_made_of_the_archive(
    ports: Ports, take: Take, content: bytes
) -> None:
    done = unpacked(ports, take, content)
    one = item_named(ports, done.outcomes[0].item)
    assert (one.name, one.kind, one.type) == ("a.txt", "derived", "text/plain")
    assert one.derivation is not None
    assert one.derivation.parents == (done.archive,)
    assert one.derivation.parameters == {"member": "folder/a.txt"}
    assert ports.blobs.open(one.sha256).read() == b"words"
    assert len(done.outcomes) == 2
    assert done.left == ()


def test_names_that_lead_elsewhere_links_and_devices_stay_in_it(ports: Ports, take: Take) -> None:
    archive = files.a_tar(
        [
            ("../../up", b"x"),
            ("/top", b"x"),
            ("inner/../../up", b"x"),
            ("link", "/etc/passwd"),
            ("link/through", b"x"),
            ("device", None),
            ("good", b"words"),
        ]
    )
    done = unpacked(ports, take, archive)
    assert {each.name for each in done.outcomes} == {"good", "link/through"}
    assert dict(done.left) == {
        "../../up": "its name leads out of the archive",
        "/top": "its name is an absolute path",
        "inner/../../up": "its name leads out of the archive",
        "link": "a link or a device",
        "device": "a link or a device",
    }
    written = [path for path in ports.root.parent.rglob("*") if path.name in ("up", "top", "link")]
    assert written == []


def test_a_bomb_stays_in_it(ports: Ports, take: Take) -> None:
    done = unpacked(ports, take, files.a_bomb(1))
    assert done.outcomes == ()
    assert done.left == (("zeros", "it unpacks to more than 200 times its packed size"),)


def test_unpacking_ends_where_the_room_does(ports: Ports, take: Take) -> None:
    import os

    archive = files.a_zip({"a": os.urandom(60_000), "b": os.urandom(60_000), "c": b"x"})
    done = unpacked(ports, take, archive, most=100_000)
    assert [each.name for each in done.outcomes] == ["a", "c"]
    assert done.left == (("b", "no room is left for it"),)


def test_a_single_compressed_file_is_unpacked(ports: Ports, take: Take) -> None:
    import gzip

    done = unpacked(ports, take, gzip.compress(b"words"))
    assert ports.blobs.open(item_named(ports, done.outcomes[0].item).sha256).read() == b"words"


def test_a_compressed_bomb_ends_where_the_room_does(ports: Ports, take: Take) -> None:
    import gzip

    done = unpacked(ports, take, gzip.compress(bytes(50 << 20)), most=5 << 20)
    assert done.outcomes == ()
    assert len(done.left) == 1


def test_a_damaged_archive_gives_what_it_can(ports: Ports, take: Take) -> None:
    whole = files.a_tar([("a", b"words"), ("b", b"x" * 5000)])
    done = unpacked(ports, take, whole[: 3 * 512 + 700])
    assert [each.name for each in done.outcomes] == ["a"]
    assert done.left


def test_names_of_members_are_kept_as_they_are(ports: Ports, take: Take) -> None:
    archive = files.a_tar([("line\nbreak", b"1"), ("caf\udce9", b"2"), ("\u202egnp.exe", b"3")])
    names = {each.name for each in unpacked(ports, take, archive).outcomes}
    assert names == {"line\nbreak", "caf\\xe9", "\u202egnp.exe"}


def test_what_is_no_archive_is_refused(ports: Ports, take: Take) -> None:
    with pytest.raises(Refused, match="not an archive"):
        unpacked(ports, take, b"words")
    assert list((ports.root / "working").glob("plain/*")) == []
