"""Time stamps of checkpoints: of an authority that the user names, checked without the network."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from forcereview.adapters.time_stamps import TimeStampAuthority
from forcereview.errors import BadInput, Refused
from forcereview.wiring import begin_workspace
from forcereview.workspace.journal.checkpointing import kept_checkpoints, make_checkpoint
from forcereview.workspace.journal.exporting import export_journal
from forcereview.workspace.journal.stamping import stamp_checkpoint, take_reply, write_query
from forcereview.workspace.journal.verifying import verify
from forcereview.workspace.ports import Ports
from proven_workspace import a_note
from time_stamp_authority import Authority


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def ports(tmp_path: Path, authority: Authority) -> Ports:
    ports = begin_workspace(tmp_path / "w", "reviewer 1")
    make_checkpoint(ports, "reviewer 1")
    return trusting(ports, authority)


def trusting(ports: Ports, authority: Authority | None, address: str = "") -> Ports:
    roots = str(authority.roots) if authority else ""
    settings = replace(ports.settings, authority=address, authority_certificates=roots)
    return replace(ports, settings=settings, stamps=TimeStampAuthority(address))


def test_a_checkpoint_is_stamped_and_the_stamp_is_kept_and_verified(
    ports: Ports, authority: Authority
) -> None:
    with authority.served() as address:
        stamped = stamp_checkpoint(trusting(ports, authority, address), "reviewer 1")
    stamp = dict(stamped.stamp)
    assert stamp["trusted"] == "yes"
    assert stamp["authority"] == "CN=authority of the tests"
    assert stamp["at"].endswith("Z")
    assert kept_checkpoints(ports) == [stamped]
    verdict = verify(ports)
    assert verdict.in_order, verdict.faults
    assert verdict.time_stamps == 1


def test_the_files_can_be_verified_with_openssl(
    ports: Ports, authority: Authority, tmp_path: Path
) -> None:
    write_query(ports, tmp_path / "q.tsq")
    (tmp_path / "r.tsr").write_bytes(authority.reply((tmp_path / "q.tsq").read_bytes()))
    kept = take_reply(ports, "reviewer 1", tmp_path / "r.tsr")
    export_journal(ports, tmp_path / "export")
    for folder in (ports.root / "checkpoints", tmp_path / "export" / "checkpoints"):
        file = folder / f"{kept.number}.txt"
        assert authority.verifies(file, file.with_suffix(".tsr"))
        file.write_text("something else")
        assert not authority.verifies(file, file.with_suffix(".tsr"))


def test_the_authority_learns_the_hash_of_the_checkpoint_and_nothing_else(
    ports: Ports, tmp_path: Path
) -> None:
    write_query(ports, tmp_path / "q.tsq")
    query = (tmp_path / "q.tsq").read_bytes()
    assert len(query) < 90
    assert ports.settings.id.encode() not in query


def test_without_an_authority_it_is_said_what_to_do(ports: Ports) -> None:
    with pytest.raises(Refused, match="none is set; set 'authority' in"):
        stamp_checkpoint(ports, "reviewer 1")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "file:///etc/passwd", "ftp://x/"])
def test_an_authority_that_cannot_be_asked_is_named(ports: Ports, address: str) -> None:
    with pytest.raises(Refused, match=r"can't be reached|its address is no http"):
        stamp_checkpoint(trusting(ports, None, address), "reviewer 1")
    assert not kept_checkpoints(ports)[0].token


def test_a_checkpoint_is_stamped_once(ports: Ports, authority: Authority) -> None:
    with authority.served() as address:
        reached = trusting(ports, authority, address)
        stamp_checkpoint(reached, "reviewer 1")
        with pytest.raises(Refused, match="has a time stamp already"):
            stamp_checkpoint(reached, "reviewer 1")


def test_a_reply_about_something_else_is_not_kept(
    ports: Ports, authority: Authority, tmp_path: Path
) -> None:
    reply = tmp_path / "r.tsr"
    reply.write_bytes(authority.reply(TimeStampAuthority("").query(b"something else")))
    with pytest.raises(Refused, match="it stamps something else; it wasn't kept"):
        take_reply(ports, "reviewer 1", reply)
    assert not kept_checkpoints(ports)[0].token


def test_a_reply_to_another_request_is_not_kept(ports: Ports, authority: Authority) -> None:
    class Replayed(TimeStampAuthority):
        def ask(self, query: bytes) -> bytes:
            return authority.reply(self.query(kept_checkpoints(ports)[0].text.encode()))

    with pytest.raises(Refused, match="it answers another request"):
        stamp_checkpoint(replace(ports, stamps=Replayed("http://x/")), "reviewer 1")


def test_a_reply_by_an_authority_that_is_not_trusted_is_not_kept(
    ports: Ports, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other", "another authority")
    write_query(ports, tmp_path / "q.tsq")
    (tmp_path / "r.tsr").write_bytes(other.reply((tmp_path / "q.tsq").read_bytes()))
    with pytest.raises(Refused, match="isn't signed under the roots to trust"):
        take_reply(ports, "reviewer 1", tmp_path / "r.tsr")


@pytest.mark.parametrize(
    "content", [b"", b"junk", b"0\x03\x02\x01\x00", b"\x30\x84\xff\xff\xff\xff"]
)
def test_what_is_no_reply_is_refused_without_a_traceback(
    ports: Ports, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "r.tsr").write_bytes(content)
    with pytest.raises(Refused, match="doesn't hold: it can't be read"):
        take_reply(ports, "reviewer 1", tmp_path / "r.tsr")


def test_without_roots_a_stamp_is_kept_and_it_is_said_that_nobody_vouches_for_it(
    ports: Ports, authority: Authority
) -> None:
    with authority.served() as address:
        stamped = stamp_checkpoint(trusting(ports, None, address), "reviewer 1")
    assert dict(stamped.stamp)["trusted"] == "no roots to trust are set"
    alone = verify(trusting(ports, None))
    assert alone.in_order
    assert "who made it wasn't checked" in alone.notes[0]
    assert verify(trusting(ports, authority)).in_order


def test_a_stamp_by_another_authority_than_those_trusted_later_is_a_fault(
    ports: Ports, authority: Authority, tmp_path: Path
) -> None:
    with authority.served() as address:
        stamp_checkpoint(trusting(ports, None, address), "reviewer 1")
    other = Authority(tmp_path / "other", "another authority")
    (fault,) = verify(trusting(ports, other)).faults
    assert fault.kind == "time stamp"


def test_roots_that_cannot_be_read_are_named(ports: Ports, authority: Authority) -> None:
    settings = replace(ports.settings, authority_certificates="nowhere.pem")
    with authority.served() as address, pytest.raises(BadInput, match=r"nowhere\.pem"):
        stamp_checkpoint(
            replace(ports, settings=settings, stamps=TimeStampAuthority(address)), "reviewer 1"
        )


def test_a_changed_token_file_is_a_fault(ports: Ports, authority: Authority) -> None:
    with authority.served() as address:
        kept = stamp_checkpoint(trusting(ports, authority, address), "reviewer 1")
    file = ports.root / "checkpoints" / f"{kept.number}.tsr"
    for place in (0, 400, 1300):
        content = bytearray(b64decode(kept.token))
        content[place] ^= 1
        file.write_bytes(content)
        assert not verify(ports).in_order


def test_no_changed_token_is_trusted_for_another_time_or_checkpoint(
    ports: Ports,
    authority: Authority,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Bytes that nothing depends on may change (an enclosed copy of the root); what a token says
    may not."""
    write_query(ports, tmp_path / "q.tsq")
    query = (tmp_path / "q.tsq").read_bytes()
    token = authority.reply(query)
    replies = []
    for place in range(len(token)):
        changed = bytearray(token)
        changed[place] ^= 1 << place % 8
        replies.append(_order(bytes(changed), ports, query))
    said = ports.readers.run(
        "time_stamps",
        {"replies": [_order(token, ports, query), *replies], "roots": authority.roots.read_text()},
    )["stamps"]
    true, *others = said
    assert true["trusted"] == "yes"
    trusted = [each for each in others if each.get("trusted") == "yes"]
    assert all(each == true for each in trusted)
    assert len(trusted) < len(others) / 2
    record_property(
        "figure",
        f"time-stamp tokens with one bit changed: {len(others)}, none trusted that says another "
        f"time, checkpoint or signer",
    )


def _order(reply: bytes, ports: Ports, query: bytes) -> dict[str, str]:
    text = kept_checkpoints(ports)[0].text.encode()
    parts = {"reply": reply, "message": text, "query": query}
    return {name: b64encode(content).decode() for name, content in parts.items()}


def test_later_checkpoints_can_be_stamped_too(
    ports: Ports, authority: Authority, tmp_path: Path
) -> None:
    a_note(ports, "1", "one")
    later, _ = make_checkpoint(ports, "reviewer 1")
    with authority.served() as address:
        reached = trusting(ports, authority, address)
        for number in ("1", str(later.number)):
            stamp_checkpoint(reached, "reviewer 1", number)
    assert verify(ports).time_stamps == 2
    assert verify(ports).in_order
