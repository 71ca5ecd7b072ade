"""What files say of themselves is read as they say it, each statement with its reader."""

from collections.abc import Callable
from typing import Any

import pytest

import evidence_files as files
from forcereview.adapters.confinement import ConfinedReaders
from forcereview.workspace.ports import Unreadable


@pytest.fixture(scope="module")
def signed() -> bytes:
    """A picture with a C2PA manifest."""
    return files.signed_content(files.a_picture())


Says = Callable[..., dict[str, str]]
Ask = Callable[..., dict[str, Any]]

PHONE = {
    "creation_time": "2026-01-07T15:35:00Z",
    "com.apple.quicktime.make": "Example Phones",
    "com.apple.quicktime.model": "Phone 1",
    "com.apple.quicktime.creationdate": "2026-01-07T09:35:00-0600",
    "com.apple.quicktime.location.ISO6709": "+44.9400-093.2600+250.0/",
}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.a_video(), "video/mp4"),
        (files.a_video(container="mov"), "video/quicktime"),
        (files.a_video(container="matroska"), "video/x-matroska"),
        (files.a_video(container="avi", codec="mpeg4"), "video/x-msvideo"),
        (files.a_sound(), "audio/x-wav"),
        (files.a_picture(), "image/jpeg"),
        (files.a_picture("PNG"), "image/png"),
        (files.a_pdf(), "application/pdf"),
        (files.a_zip({"a": b"x"}), "application/zip"),
        (files.a_tar([("a", b"x")]), "application/x-tar"),
        (b"plain words\n", "text/plain"),
        (b"", "application/x-empty"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_type_is_told_by_the_content(
    readers: ConfinedReaders, tmp_path: Any, content: bytes, kind: str
) -> None:
    file = tmp_path / "misleading.docx"
    file.write_bytes(content)
    told = readers.run("file_type", {"contents": [{"path": str(file)}]})["types"]
    assert told[0]["type"] == kind


class TestRecordings:
    def test_container_streams_and_times(self, says: Says) -> None:
        said = says("media_facts", files.a_video())
        assert said["container.format"] == "QuickTime / MOV"
        assert said["container.duration"] == "1 s"
        assert said["stream-0.kind"] == "video"
        assert said["stream-0.codec"].startswith("h264")
        assert said["stream-0.size"] == "64 x 48 pixels"
        assert said["stream-0.pixels"] == "yuv420p"
        assert said["stream-0.average-rate"] == "10 (10)"
        assert said["stream-0.base-rate"] == "10 (10)"

    def test_what_a_phone_writes_of_itself(self, says: Says) -> None:
        said = says("media_facts", files.a_video(container="mov", tags=PHONE))
        for key, value in PHONE.items():
            assert said[f"container.{key}"].startswith(value[:10])

    def test_sound(self, says: Says) -> None:
        said = says("media_facts", files.a_sound())
        assert said["stream-0.sample-rate"] == "8000"
        assert said["stream-0.channels"].startswith("2 ")
        assert said["container.duration"] == "1 s"

    @pytest.mark.parametrize("container", ["mp4", "matroska"])
    def test_a_constant_rate_is_told_from_a_variable_one(self, says: Says, container: str) -> None:
        constant = says("media_facts", files.a_video(container=container))["stream-0.rate"]
        assert constant == "constant, 0.1 s between frames (10 frames, all of them)"
        uneven = files.a_video(container=container, times=[0, 1, 2, 5, 6, 9])
        assert says("media_facts", uneven)["stream-0.rate"] == (
            "variable, 0.1 s to 0.3 s between frames (6 frames, all of them)"
        )

    def test_rounded_time_stamps_don_t_make_a_rate_variable(self, says: Says) -> None:
        """Matroska counts milliseconds: 30 frames a second come 33 or 34 of them apart."""
        video = files.a_video(container="matroska", times=range(90), rate=30)
        assert says("media_facts", video)["stream-0.rate"].startswith("constant, 0.0333")

    @pytest.mark.parametrize("turned", [90, 180, 270])
    def test_a_turned_recording(self, says: Says, turned: int) -> None:
        said = says("media_facts", files.a_video(turned=turned))
        assert said["stream-0.rotation"] == f"{turned} degrees counterclockwise"

    def test_an_upright_recording(self, says: Says) -> None:
        assert says("media_facts", files.a_video())["stream-0.rotation"] == "no"

    def test_a_playlist_opens_no_other_file(self, ask: Ask, tmp_path: Any) -> None:
        secret = tmp_path / "secret.ts"
        secret.write_bytes(files.a_video(container="mpegts"))
        playlists = (
            f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n",
            f"ffconcat version 1.0\nfile '{secret}'\n",
        )
        for playlist in playlists:
            with pytest.raises(Unreadable, match="can't be read as a recording"):
                ask("media_facts", playlist.encode())


class TestPictures:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_device_clock_and_place(self, says: Says, kind: str) -> None:
        said = says("image_facts", files.a_picture(kind))
        assert said["image.format"] == kind
        assert said["image.size"] == "64 x 48 pixels"
        assert said["exif.Make"] == "Example Cameras"
        assert said["exif.Orientation"] == "90 degrees clockwise"
        assert said["exif.DateTimeOriginal"] == "2026:01:07 09:35:00"
        assert said["exif.place"] == "44.941806, -93.250000"

    def test_the_size_of_a_turned_tiff_is_that_of_its_pixels(self, says: Says) -> None:
        said = says("image_facts", files.a_picture("TIFF"))
        assert said["image.size"] == "64 x 48 pixels"
        assert said["exif.Orientation"] == "90 degrees clockwise"

    def test_a_picture_that_says_nothing(self, says: Says) -> None:
        said = says("image_facts", files.a_picture("PNG", exif=False))
        assert set(said) == {"image.format", "image.size", "image.mode"}

    def test_a_picture_as_large_as_a_city_is_measured_not_unpacked(self, says: Says) -> None:
        import struct
        import zlib

        head = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 2, 0, 0, 0)
        chunk = b"IHDR" + head
        png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
        png += struct.pack(">I", zlib.crc32(chunk))
        png += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
        assert says("image_facts", png)["image.size"] == "200000 x 200000 pixels"


class TestDocuments:
    def test_pages_and_document_information(self, says: Says) -> None:
        said = says("pdf_facts", files.a_pdf())
        assert said["pdf.pages"] == "1"
        assert said["pdf.Title"] == "A policy"
        assert said["pdf.Producer"] == "by hand"
        assert said["pdf.CreationDate"] == "D:20260107093500Z"
        assert said["pdf.encrypted"] == "no"
        assert "pdf.active" not in said
        assert "pdf.scripts" not in said

    def test_a_script_is_told_and_not_run(self, says: Says) -> None:
        said = says("pdf_facts", files.a_pdf_with_a_script())
        assert said["pdf.scripts"] == "1"
        assert said["pdf.active"] == "scripts, an action when it is opened"

    def test_an_active_name_across_the_border_of_two_pieces_is_seen(self, says: Says) -> None:
        plain = files.a_pdf()
        for shift in range(12):
            padding = b"%" + b"x" * ((1 << 20) - len(plain) - 5 - shift) + b"\n"
            said = says("pdf_facts", plain + padding + b" /JavaScript \n" + plain[-30:])
            assert said["pdf.active"] == "scripts"

    def test_a_document_saved_again_says_so(self, says: Says) -> None:
        again = files.a_pdf() + b"\n%%EOF\n"
        assert says("pdf_facts", again)["pdf.ends"] == "2"


class TestContentCredentials:
    def test_absent(self, says: Says) -> None:
        said = says("content_credentials", files.a_picture(), type="image/jpeg")
        assert said == {"c2pa.state": "absent"}

    def test_valid_but_the_signer_is_on_no_list(self, says: Says, signed: bytes) -> None:
        said = says("content_credentials", signed, type="image/jpeg")
        assert said["c2pa.state"] == (
            "valid: the file is as it was signed; the signer isn't on a list of trusted ones"
        )
        assert said["c2pa.issuer"] == "Example Cameras"
        assert said["c2pa.common_name"] == "example signer"
        assert said["c2pa.generator"] == "example-camera 1"
        assert said["c2pa.action"].startswith("c2pa.created ")

    def test_invalid_when_the_picture_was_changed_with_the_reason(
        self, says: Says, signed: bytes
    ) -> None:
        changed = bytearray(signed)
        changed[-60] ^= 1
        said = says("content_credentials", bytes(changed), type="image/jpeg")
        assert said["c2pa.state"].startswith("invalid; assertion.dataHash.mismatch")

    def test_what_can_t_hold_credentials_says_nothing(self, says: Says) -> None:
        assert says("content_credentials", b"words", type="text/plain") == {}


class TestArchives:
    def test_members_are_listed_and_odd_ones_named(self, says: Says) -> None:
        archive = files.a_zip(
            {"a.txt": b"words", "../up.txt": b"x", "/top.txt": b"x", "C:\\x.txt": b"x", "l": b"/"},
            link="l",
        )
        said = says("archive_facts", archive, type="application/zip")
        assert said["archive.members"] == "5"
        assert said["archive.odd-count"] == "4"
        assert said["archive.member"] == "a.txt"

    def test_a_bomb_is_listed_and_not_unpacked(self, says: Says) -> None:
        said = says("archive_facts", files.a_bomb(1), type="application/zip")
        assert said["archive.unpacked"].startswith("31,457,280 bytes, 1,0")
        nested = says("archive_facts", files.a_bomb(2), type="application/zip")
        assert nested["archive.nested-count"] == "10"

    @pytest.mark.parametrize("packed", [True, False])
    def test_links_and_devices_in_a_tar_are_named(self, says: Says, packed: bool) -> None:
        archive = files.a_tar([("a", b"x"), ("l", "/etc/passwd"), ("d", None)], packed=packed)
        kind = "application/gzip" if packed else "application/x-tar"
        said = says("archive_facts", archive, type=kind)
        assert said["archive.members"] == "3"
        assert said["archive.odd"] == "'l'"

    def test_an_endless_tar_is_listed_in_part(self, ask: Ask) -> None:
        archive = files.a_tar([(f"member-{number}", b"") for number in range(20_100)])
        facts = ask("archive_facts", archive, type="application/x-tar")["facts"]
        assert facts[0]["value"] == "20,000; there are more than are listed"
        assert len(facts) < 60


@pytest.mark.parametrize("reader", ["media_facts", "image_facts", "pdf_facts"])
def test_what_a_reader_doesn_t_know_is_told_plainly(ask: Ask, reader: str) -> None:
    with pytest.raises(Unreadable, match="it can't be read as a"):
        ask(reader, b"only words")
