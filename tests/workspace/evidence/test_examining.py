"""Contents are examined apart; whatever their readers do, items are kept and say how it went."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

import evidence_files as files
from forcereview.errors import Refused
from forcereview.workspace.evidence.examining import all_unexamined, examine, examined
from forcereview.workspace.evidence.intake import Outcome
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.sealing import seal
from forcereview.workspace.ports import Limits, Ports, Unreadable

Take = Callable[..., list[Outcome]]
Readers = Callable[..., dict[str, Any]]


@pytest.fixture
def pretend(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> Callable[[Readers], None]:
    """Let another function answer in the place of readers; it gets the true ``run`` first."""

    def pretended(answer: Readers) -> None:
        true = type(ports.readers).run

        def run(
            self: Any, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
        ) -> dict[str, Any]:
            return answer(lambda: true(self, reader, arguments, limits), reader, arguments)

        monkeypatch.setattr(type(ports.readers), "run", run)

    return pretended


@pytest.mark.parametrize("name", files.BILLION_LAUGHS)
def test_a_billion_laughs_are_kept_and_not_expanded(ports: Ports, take: Take, name: str) -> None:
    (outcome,) = take({name: files.BILLION_LAUGHS[name]})
    assert (outcome.what, outcome.examined) == ("added", "yes")


def test_scripts_bombs_and_cut_files_come_in_together_each_examined_for_itself(
    ports: Ports, take: Take
) -> None:
    hostile = {
        "script.pdf": files.a_pdf_with_a_script(),
        "bomb.zip": files.a_bomb(3),
        "up.zip": files.a_zip({"../../up": b"x"}),
        "links.tar": files.a_tar([("l", "/etc/passwd"), ("l/x", b"x")]),
        "cut.mp4": files.a_video()[:300],
        "cut.jpg": files.a_picture()[:40],
        "cut.pdf": files.a_pdf()[:100],
        "cut.wav": files.a_sound()[:30],
        "cut.zip": files.a_zip({"a": b"words" * 100})[:60],
        "empty": b"",
        "good.txt": b"words",
    }
    outcomes = take(hostile)
    assert [each.what for each in outcomes] == ["added"] * len(hostile)
    for outcome, content in zip(outcomes, hostile.values(), strict=True):
        assert ports.blobs.open(item_named(ports, outcome.item).sha256).read() == content
        assert outcome.examined != "no"
    failed = {each.name.rpartition("/")[2] for each in outcomes if each.examined != "yes"}
    assert {"cut.mp4", "cut.jpg", "cut.zip"} <= failed
    assert not failed & {"script.pdf", "bomb.zip", "up.zip", "links.tar", "empty", "good.txt"}


def test_without_libmagic_the_type_stays_unknown_and_the_item_says_what_to_install(
    ports: Ports, take: Take, pretend: Callable[[Readers], None]
) -> None:
    def answer(true: Callable[[], Any], reader: str, arguments: Any) -> Any:
        if reader == "file_type":
            raise Unreadable("its type can't be told: libmagic isn't installed")
        return true()

    pretend(answer)
    item = item_named(ports, take({"v.mp4": files.a_video()})[0].item)
    assert item.type == "application/octet-stream"
    assert "libmagic isn't installed" in item.examined
    assert all_unexamined(ports) == [item.id]


def test_one_file_that_spoils_the_types_of_a_group_spoils_only_its_own(
    ports: Ports, take: Take, pretend: Callable[[Readers], None]
) -> None:
    bad = ports.blobs.put(_stream(b"bad")).sha256

    def answer(true: Callable[[], Any], reader: str, arguments: Any) -> Any:
        if reader == "file_type" and any(bad in each["path"] for each in arguments["contents"]):
            raise Unreadable("its reader crashed (SIGSEGV)")
        return true()

    pretend(answer)
    outcomes = take({"a": b"words", "bad": b"bad", "p.png": files.a_picture("PNG")})
    assert [each.type for each in outcomes] == [
        "text/plain",
        "application/octet-stream",
        "image/png",
    ]
    assert [each.examined for each in outcomes] == ["yes", "its reader crashed (SIGSEGV)", "yes"]


@pytest.mark.parametrize(
    "said",
    [
        {"facts": "none"},
        {"facts": [1, 2]},
        {"facts": [{"id": "x", "name": "y", "value": "z", "more": "w"}]},
        {"facts": [{"name": "no id"}]},
        {"facts": [{"id": "x", "name": "y", "value": ["list"]}] * 5000},
        {"facts": [{"id": "x", "name": "y", "value": "\ud800\x00" + "z" * 100_000}]},
        {},
    ],
    ids=range(7),
)
def test_a_reader_that_was_taken_over_can_only_say_facts(
    ports: Ports, take: Take, pretend: Callable[[Readers], None], said: dict[str, Any]
) -> None:
    pretend(lambda true, reader, arguments: said if reader == "image_facts" else true())
    item = item_named(ports, take({"p.png": files.a_picture("PNG")})[0].item)
    assert len(item.facts) < 1600
    assert all(len(fact.value) <= 4000 for fact in item.facts)


def test_examined_anew_it_says_what_changed_and_writes_nothing_otherwise(
    ports: Ports, take: Take, pretend: Callable[[Readers], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context():
        pretend(
            lambda true, reader, arguments: _unreadable() if reader == "image_facts" else true()
        )
        item = take({"p.png": files.a_picture("PNG")})[0].item
    assert item_named(ports, item).examined == "not installed"
    monkeypatch.undo()
    after, entry = examine(ports, item, "clerk")
    assert entry is not None
    assert entry.does == "evidence.examine"
    assert after.examined == "yes"
    assert {fact.id for fact in after.facts} > {"image.size"}
    assert examine(ports, item, "clerk")[1] is None


def test_a_sealed_item_is_not_examined(ports: Ports, take: Take) -> None:
    item = take({"a": b"words"})[0].item
    seal(ports, item, "clerk", "order 12")
    with pytest.raises(Refused, match="sealed"):
        examine(ports, item, "clerk")
    assert all_unexamined(ports) == []


def test_a_reader_past_its_limits_is_ended_and_the_item_says_so(
    ports: Ports, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = ports.blobs.put(_stream(files.a_video())).sha256
    true = type(ports.readers).run
    monkeypatch.setattr(
        type(ports.readers),
        "run",
        lambda self, reader, arguments, limits=None: true(
            self,
            reader,
            arguments,
            Limits(memory=1 << 20) if reader == "media_facts" else limits,
        ),
    )
    (found,) = examined(ports, [(sha256, 1000)])
    assert found.type == "video/mp4"
    assert "needs more than 1 MB" in found.how or "ended without" in found.how


def _unreadable() -> Any:
    raise Unreadable("not installed")


def _stream(content: bytes) -> Any:
    import io

    return io.BytesIO(content)
