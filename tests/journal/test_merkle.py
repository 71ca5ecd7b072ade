"""The Merkle tree: as RFC 9162 defines it, and no changed proof holds."""

import hashlib
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.journal import hash_of
from forcereview.journal.merkle import (
    EMPTY,
    Tree,
    begins,
    consistency_proof,
    includes,
    inclusion_proof,
    node,
    root_of,
)

# The reference data of Certificate Transparency's own tests (transparency-dev/merkle,
# proof/verify_test.go and testdata; the tree hash of RFC 9162 is that of RFC 6962).
REFERENCE_LEAVES = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
REFERENCE_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
REFERENCE_INCLUSION = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
REFERENCE_CONSISTENCY = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (6, 7): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}
MOST = 70
LEAVES = [hashlib.sha256(b"%d" % number).digest() for number in range(3000)]

sizes = st.integers(1, len(LEAVES))


def reference() -> list[bytes]:
    return [hash_of(bytes.fromhex(leaf)) for leaf in REFERENCE_LEAVES]


def defined_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + defined_root(leaves[:k]) + defined_root(leaves[k:])).digest()


def defined_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 9162, 2.1.3.1, word for word."""
    if len(leaves) == 1:
        return []
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    if index < k:
        return [*defined_path(index, leaves[:k]), defined_root(leaves[k:])]
    return [*defined_path(index - k, leaves[k:]), defined_root(leaves[:k])]


def defined_consistency(first: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """RFC 9162, 2.1.4.1, word for word."""
    if first == len(leaves):
        return [] if whole else [defined_root(leaves)]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    if first <= k:
        return [*defined_consistency(first, leaves[:k], whole), defined_root(leaves[k:])]
    return [*defined_consistency(first - k, leaves[k:], False), defined_root(leaves[:k])]


def test_the_roots_are_those_of_the_reference_tests() -> None:
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of([]) == EMPTY
    roots = [root_of(reference()[:size]).hex() for size in range(1, 9)]
    assert roots == list(REFERENCE_ROOTS)


@pytest.mark.parametrize(("index", "size"), REFERENCE_INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference_tests(index: int, size: int) -> None:
    path = inclusion_proof(index, size, reference())
    assert [each.hex() for each in path] == list(REFERENCE_INCLUSION[index, size])
    root = bytes.fromhex(REFERENCE_ROOTS[size - 1])
    assert includes(root, size, index, reference()[index], path)


@pytest.mark.parametrize(("first", "second"), REFERENCE_CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference_tests(first: int, second: int) -> None:
    path = consistency_proof(first, second, reference())
    assert [each.hex() for each in path] == list(REFERENCE_CONSISTENCY[first, second])
    roots = [bytes.fromhex(root) for root in REFERENCE_ROOTS]
    assert begins(first, roots[first - 1], second, roots[second - 1], path)


def test_every_root_and_proof_up_to_70_leaves_is_the_defined_one() -> None:
    roots = [defined_root(LEAVES[:size]) for size in range(MOST + 1)]
    for size in range(1, MOST + 1):
        leaves = LEAVES[:size]
        assert root_of(leaves) == roots[size]
        for index in range(size):
            path = inclusion_proof(index, size, LEAVES)
            assert list(path) == defined_path(index, leaves)
            assert includes(roots[size], size, index, leaves[index], path)
            path = consistency_proof(index + 1, size, LEAVES)
            assert list(path) == defined_consistency(index + 1, leaves)
            assert begins(index + 1, roots[index + 1], size, roots[size], path)


@given(st.lists(st.integers(1, 40), max_size=30))
def test_a_tree_that_grows_in_any_steps_has_the_defined_root(steps: list[int]) -> None:
    tree, one_by_one = Tree(), Tree()
    for step in steps:
        leaves = LEAVES[tree.size : tree.size + step]
        tree.extend(leaves)
        for leaf in leaves:
            one_by_one.add(leaf)
    assert tree.size == one_by_one.size == sum(steps)
    assert tree.root() == one_by_one.root() == defined_root(LEAVES[: tree.size])


@given(sizes, st.data())
def test_the_proofs_of_large_trees_are_the_defined_ones(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = LEAVES[:size]
    assert list(inclusion_proof(index, size, iter(LEAVES))) == defined_path(index, leaves)
    assert list(consistency_proof(index + 1, size, iter(LEAVES))) == defined_consistency(
        index + 1, leaves
    )


def test_no_proof_with_a_changed_bit_holds(record_property: Callable[[str, object], None]) -> None:
    tried = 0
    for size, index in ((1, 0), (2, 1), (7, 2), (8, 5), (13, 12), (64, 40), (70, 69)):
        leaf, root = LEAVES[index], root_of(LEAVES[:size])
        path = inclusion_proof(index, size, LEAVES)
        for leaf_changed, root_changed, path_changed in _bits_changed(leaf, root, path):
            tried += 1
            assert not includes(root_changed, size, index, leaf_changed, path_changed)
        first = index + 1
        was, path = root_of(LEAVES[:first]), consistency_proof(first, size, LEAVES)
        for was_changed, root_changed, path_changed in _bits_changed(was, root, path):
            tried += 1
            assert not begins(first, was_changed, size, root_changed, path_changed)
    record_property("figure", f"Merkle proofs with one bit changed: {tried}, all rejected")
    assert tried > 10_000


def test_no_proof_holds_for_another_place_size_or_length() -> None:
    for size in range(1, 40):
        root = root_of(LEAVES[:size])
        for index in range(size):
            leaf, path = LEAVES[index], inclusion_proof(index, size, LEAVES)
            for other in range(-1, size + 2):
                assert includes(root, size, other, leaf, path) is (other == index)
            assert not includes(root, size, index, leaf, (*path, root))
            assert not includes(root, size, index, leaf, (root, *path))
            assert not includes(root, size, index, leaf, (*path, b""))
            if path:
                assert not includes(root, size, index, leaf, path[:-1])
                assert not includes(root, size, index, leaf, path[1:])


def test_no_tree_is_shown_to_begin_one_that_it_does_not() -> None:
    for second in range(2, 40):
        root = root_of(LEAVES[:second])
        for first in range(1, second):
            was, path = root_of(LEAVES[:first]), consistency_proof(first, second, LEAVES)
            other = root_of([LEAVES[-1], *LEAVES[1:first]])
            assert begins(first, was, second, root, path)
            assert not begins(first, other, second, root, path)
            assert not begins(second, root, first, was, path)
            assert not begins(0, EMPTY, second, root, path)
            assert not begins(first, was, second, root, path[:-1])
            assert not begins(first, was, second, root, (*path, root))


def test_what_cannot_be_proven_is_refused() -> None:
    with pytest.raises(ValueError, match="no leaf 3"):
        inclusion_proof(3, 3, LEAVES)
    with pytest.raises(ValueError, match="begins one of 3"):
        consistency_proof(4, 3, LEAVES)
    with pytest.raises(ValueError, match="no leaves"):
        inclusion_proof(0, 4, LEAVES[:3])


def test_a_leaf_is_no_node() -> None:
    left, right = LEAVES[:2]
    assert hash_of(left + right) != node(left, right)


def _bits_changed(
    one: bytes, other: bytes, path: Sequence[bytes]
) -> list[tuple[bytes, bytes, list[bytes]]]:
    """Each part with one bit changed, the rest as it is."""
    parts = [one, other, *path]
    found = []
    for place in range(len(parts)):
        for bit in range(256):
            changed = bytearray(parts[place])
            changed[bit // 8] ^= 1 << bit % 8
            new = [*parts[:place], bytes(changed), *parts[place + 1 :]]
            found.append((new[0], new[1], new[2:]))
    return found
