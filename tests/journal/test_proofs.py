"""Proofs to hand over: whoever changes one proves nothing."""

import json

import pytest

from forcereview.errors import BadInput
from forcereview.journal import FIRST, Draft, Stored, stored
from forcereview.journal.checkpoints import Checkpoint
from forcereview.journal.merkle import root_of
from forcereview.journal.proofs import check_proof, prove_consistency, prove_entry
from signers import KEY, OTHER, OTHER_KEY, a_checkpoint


def a_chain(count: int) -> list[Stored]:
    entries: list[Stored] = []
    for number in range(1, count + 1):
        after = entries[-1].hash.hex() if entries else FIRST
        draft = Draft("note.write", "reviewer 1", reason=f"reason {number}")
        entries.append(stored(draft, number, after, "2026-01-07T15:35:00.000000Z"))
    return entries


CHAIN = a_chain(12)
LEAVES = [entry.hash for entry in CHAIN]


def checkpoint_of(size: int) -> Checkpoint:
    return a_checkpoint(size, root_of(LEAVES[:size]))


def test_an_entry_is_proven_to_be_in_a_checkpoint() -> None:
    for entry in CHAIN[:9]:
        proof = prove_entry(entry, checkpoint_of(9), KEY, iter(LEAVES))
        proven = check_proof(json.dumps(proof).encode())
        assert proven.holds
        assert f"entry {entry.sequence} of 9 (note.write" in proven.what
        assert proven.key == KEY


def test_a_checkpoint_is_proven_to_continue_another() -> None:
    for first in range(1, 13):
        proof = prove_consistency(checkpoint_of(first), checkpoint_of(12), KEY, iter(LEAVES))
        proven = check_proof(json.dumps(proof).encode(), key=KEY)
        assert proven.holds
        assert proven.what == f"the first {first} of 12 entries are still the same"


def test_another_entry_is_not_proven() -> None:
    proof = prove_entry(CHAIN[3], checkpoint_of(9), KEY, iter(LEAVES))
    for change in ("reason 5", "reason 4 "):
        changed = proof | {"entry": proof["entry"].replace("reason 4", change)}
        proven = check_proof(json.dumps(changed).encode())
        assert not proven.holds
        assert "isn't in that journal" in proven.wrong[0]


def test_a_checkpoint_that_does_not_continue_the_other_is_not_proven() -> None:
    forged = a_checkpoint(5, root_of(LEAVES[1:6]))
    proof = prove_consistency(forged, checkpoint_of(12), KEY, iter(LEAVES))
    assert not check_proof(json.dumps(proof).encode()).holds


def test_checkpoints_of_two_workspaces_do_not_continue_each_other() -> None:
    first, second = checkpoint_of(5), checkpoint_of(12)
    proof = prove_consistency(first, second, KEY, iter(LEAVES))
    other = proof | {"from": proof["from"].replace("w-1", "w-2")}
    assert any("two workspaces" in why for why in check_proof(json.dumps(other).encode()).wrong)


def test_who_signs_with_a_key_of_his_own_is_found_out_by_the_key_that_is_known() -> None:
    forged = a_checkpoint(9, root_of(LEAVES[:9]), (OTHER, OTHER_KEY))
    proof = json.dumps(prove_entry(CHAIN[3], forged, OTHER_KEY, iter(LEAVES))).encode()
    assert check_proof(proof).holds
    known = check_proof(proof, key=KEY)
    assert not known.holds
    assert KEY.id.hex() in known.wrong[0]


def test_no_sign_of_what_a_proof_shows_can_be_changed() -> None:
    proof = prove_entry(CHAIN[3], checkpoint_of(9), KEY, iter(LEAVES))
    for part in ("entry", "checkpoint"):
        for place, sign in enumerate(proof[part]):
            other = "0" if sign != "0" else "1"
            text = proof[part][:place] + other + proof[part][place + 1 :]
            try:
                proven = check_proof(json.dumps(proof | {part: text}).encode(), key=KEY)
            except BadInput:
                continue
            assert not proven.holds, (part, place)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"form":"forcereview-proof/1"}',
        b'{"form":"forcereview-proof/2","proof":"inclusion"}',
        b'{"form":"forcereview-proof/1","proof":"inclusion","path":["zz"],"key":""}',
    ],
)
def test_what_is_no_proof_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"p\.json: this is no proof"):
        check_proof(content, "p.json")
