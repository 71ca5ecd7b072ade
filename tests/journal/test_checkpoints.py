"""Checkpoints: the form of transparency logs, signed truly or not at all."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.journal.checkpoints import (
    Checkpoint,
    Signature,
    read_checkpoint,
    read_key,
    readable,
    signed_by,
)
from signers import KEY, OTHER, OTHER_KEY, PRIVATE, a_checkpoint

# A checkpoint of the Go checksum database and its key, from the tests of transparency-dev's
# formats: log/checkpoint_test.go, TestSumDBNoteParsing.
GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_SIGNATURE = (
    "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw="
)
GO_CHECKPOINT = f"""\
go.sum database tree
6476701
mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=

— sum.golang.org {GO_SIGNATURE}
"""


def test_a_checkpoint_of_another_log_is_read_and_its_signature_is_true() -> None:
    key = read_key(GO_KEY)
    assert str(key) == GO_KEY
    checkpoint = read_checkpoint(GO_CHECKPOINT)
    assert (checkpoint.origin, checkpoint.size) == ("go.sum database tree", 6476701)
    assert str(checkpoint) == GO_CHECKPOINT
    assert signed_by(checkpoint, key)


@pytest.mark.parametrize("size", ["6476702", "647670"])
def test_its_signature_holds_for_no_other_size(size: str) -> None:
    changed = read_checkpoint(GO_CHECKPOINT.replace("6476701", size))
    assert not signed_by(changed, read_key(GO_KEY))


@given(st.integers(1, 10**17), st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read_again(size: int, root: bytes) -> None:
    checkpoint = a_checkpoint(size, root)
    assert read_checkpoint(str(checkpoint)) == checkpoint
    assert signed_by(checkpoint, KEY)


def test_the_origin_of_a_checkpoint_is_the_name_of_its_key_and_has_no_space() -> None:
    # C2SP tlog-checkpoint: the log's key name SHOULD match the origin; signed-note: no spaces in it
    assert a_checkpoint().origin == KEY.name == "forcereview/workspace/w-1"


def test_no_sign_of_a_checkpoint_can_be_changed() -> None:
    text = str(a_checkpoint())
    for place, sign in enumerate(text):
        for other in {"0", "A", "\n", " ", "é"} - {sign}:
            changed = text[:place] + other + text[place + 1 :]
            try:
                assert not signed_by(read_checkpoint(changed), KEY), (place, other)
            except BadInput:
                continue


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\n1\n\n",
        "a\n01\n" + "A" * 43 + "=\n\n— a AAAAAAAA\n",
        "a\n1\n" + "A" * 43 + "=\nextension\n\n— a AAAAAAAA\n",
        "a\n1\n" + "A" * 43 + "=\n\n",
        "a\n1\n" + "A" * 43 + "=\n\n— a AAAA\n",
        "a\n0\n" + "A" * 43 + "=\n\n— a AAAAAAAA\n",
        "a\n1\n" + "A" * 43 + "B\n\n— a AAAAAAAA\n",
        "a\r\n1\r\n" + "A" * 43 + "=\r\n\r\n— a AAAAAAAA\r\n",
        "a\n1\n" + "A" * 43 + "=\n\n" + "— a AAAAAAAA\n" * 9_000,
    ],
)
def test_what_is_no_checkpoint_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(BadInput, match=r"there\.txt: this is no checkpoint"):
        read_checkpoint(text, "there.txt")


def test_a_signature_by_another_key_of_the_same_name_counts_for_nothing() -> None:
    assert not signed_by(a_checkpoint(7, b"r" * 32, (OTHER, OTHER_KEY)), KEY)


def test_signatures_of_witnesses_beside_the_own_one_do_no_harm() -> None:
    both = a_checkpoint(7, b"r" * 32, (OTHER, OTHER_KEY), (PRIVATE, KEY))
    assert signed_by(both, KEY)
    assert signed_by(both, OTHER_KEY)


def test_a_false_signature_beside_a_true_one_by_the_same_key_rejects_both() -> None:
    # C2SP signed-note: if a signature from a known key fails to verify, reject the whole note
    true = a_checkpoint()
    false = Signature(KEY.name, KEY.id, bytes(64))
    assert not signed_by(Checkpoint(KEY.name, 7, true.root, (*true.signatures, false)), KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        str(KEY)[:-4],
        str(KEY).replace("+", " "),
        f"other{KEY}",
        f"a+{KEY.id.hex()}+{b64encode(bytes(33)).decode()}",
        f"{KEY.name}+{KEY.id.hex()}+é",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no public key"):
        read_key(text, "key.pub")


def test_a_key_may_be_followed_by_a_line_end() -> None:
    assert read_key(f"{KEY}\n") == KEY


def test_the_readable_form_has_the_whole_root_in_groups() -> None:
    text = readable(a_checkpoint(12, bytes(range(32))))
    assert "entries 1 to 12" in text
    assert "0001 0203 0405" in text
    joined = text.partition("root ")[2].partition("signed")[0].replace(" ", "").replace("\n", "")
    assert joined == bytes(range(32)).hex()
