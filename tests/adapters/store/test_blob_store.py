"""The store of contents: write-once, named by hash, encrypted each by its own key."""

import hashlib
import io
import os
import resource
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from forcereview.adapters.store.blob_store import BlobStore
from forcereview.adapters.store.contents import open_content
from forcereview.adapters.store.keyring import Keyring
from forcereview.errors import BadInput, Refused
from forcereview.workspace.ports import Silent, WasExpunged

MARKER = b"a marker that stands nowhere else, 7f3a"


def store_in(folder: Path, *, encrypted: bool = True) -> BlobStore:
    keyring = Keyring(folder / "keys") if encrypted else None
    if keyring:
        keyring.begin()
    return BlobStore(folder / "evidence", keyring, folder / "working")


@pytest.fixture(params=[True, False], ids=["encrypted", "plain"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    return store_in(tmp_path, encrypted=request.param)


@pytest.fixture
def keyed(tmp_path: Path) -> BlobStore:
    return store_in(tmp_path)


def path_of(store: BlobStore, sha256: str) -> Path:
    return Path(store.handle(sha256)["path"])


def files_with(folder: Path, marker: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and marker in path.read_bytes()]


def test_a_content_is_named_by_the_hash_of_its_plain_bytes(store: BlobStore) -> None:
    blob = store.put(io.BytesIO(MARKER))
    assert (blob.sha256, blob.size, blob.new) == (hashlib.sha256(MARKER).hexdigest(), 39, True)
    assert store.open(blob.sha256).read() == MARKER
    assert list(store.all()) == [blob.sha256]
    assert store.intact(blob.sha256)


def test_a_content_that_is_held_is_not_written_again(store: BlobStore) -> None:
    path = path_of(store, store.put(io.BytesIO(MARKER)).sha256)
    before = path.stat()
    assert store.put(io.BytesIO(MARKER)).new is False
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_of_the_store_is_for_reading_only(store: BlobStore) -> None:
    path = path_of(store, store.put(io.BytesIO(MARKER)).sha256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_an_encrypted_store_holds_no_plain_bytes(keyed: BlobStore, tmp_path: Path) -> None:
    keyed.put(io.BytesIO(MARKER * 1000))
    assert files_with(tmp_path, MARKER) == []


def test_keys_are_for_their_owner_alone(keyed: BlobStore, tmp_path: Path) -> None:
    keyed.put(io.BytesIO(MARKER))
    keys = tmp_path / "keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in keys.rglob("*") if p.is_file()} == {0o600}


def test_a_handle_opens_its_content_and_no_other(keyed: BlobStore) -> None:
    one, other = (keyed.put(io.BytesIO(words)).sha256 for words in (b"one", b"other"))
    assert open_content(keyed.handle(one)).read() == b"one"
    with pytest.raises(Refused):
        open_content({**keyed.handle(one), "path": keyed.handle(other)["path"]})


def test_a_key_can_t_be_given_to_another_content(keyed: BlobStore, tmp_path: Path) -> None:
    one, other = (keyed.put(io.BytesIO(words)).sha256 for words in (b"one", b"other"))
    keys = {path.stem: path for path in tmp_path.rglob("*.key") if len(path.stem) == 64}
    keys[one].write_bytes(keys[other].read_bytes())
    with pytest.raises(Refused, match="was changed, or isn't this workspace's"):
        keyed.handle(one)
    assert keyed.intact(one) is False


def test_the_original_is_left_as_it_is(store: BlobStore, tmp_path: Path) -> None:
    file = tmp_path / "original"
    file.write_bytes(MARKER)
    os.utime(file, ns=(1_000_000_000, 2_000_000_000))
    store.put(file)
    status = file.stat()
    assert (status.st_atime_ns, status.st_mtime_ns) == (1_000_000_000, 2_000_000_000)
    assert file.read_bytes() == MARKER


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "device", "nothing"])
def test_what_is_no_file_is_refused_without_waiting(
    store: BlobStore, tmp_path: Path, kind: str
) -> None:
    path = Path("/dev/zero") if kind == "device" else tmp_path / "odd"
    listener = socket.socket(socket.AF_UNIX)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        listener.bind(str(path))
    with pytest.raises(BadInput):
        store.put(path)
    listener.close()
    assert list(store.all()) == []


class Meddling(Silent):
    """Somebody who writes to the file while it is read."""

    def __init__(self, file: Path, how: str) -> None:
        self._file, self._how = file, how

    def advance(self, steps: int = 1) -> None:
        with self._file.open("r+b") as file:
            if self._how == "grows":
                file.seek(0, 2)
                file.write(b"more")
            elif self._how == "shrinks":
                file.truncate(100)
            else:
                file.write(b"other")


@pytest.mark.parametrize("how", ["grows", "shrinks", "changes"])
@pytest.mark.parametrize("size", [1000, 3 << 20])
def test_a_file_that_changes_while_it_is_read_is_not_taken(
    store: BlobStore, tmp_path: Path, how: str, size: int
) -> None:
    file = tmp_path / "busy"
    file.write_bytes(os.urandom(size))
    with pytest.raises(BadInput, match="was changed while it was read"):
        store.put(file, Meddling(file, how))
    assert list(store.all()) == []


def test_what_a_crash_left_half_written_is_swept(tmp_path: Path) -> None:
    arriving = tmp_path / "evidence" / "arriving"
    arriving.mkdir(parents=True)
    (arriving / "0123456789abcdef").write_bytes(b"half")
    store_in(tmp_path).put(io.BytesIO(MARKER))
    assert list(arriving.iterdir()) == []


def test_what_somebody_is_taking_in_is_not_swept(tmp_path: Path) -> None:
    store = store_in(tmp_path)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            store_in(tmp_path).put(io.BytesIO(b"another"))
            return super().read(size)

    assert store.open(store.put(Slow(MARKER)).sha256).read() == MARKER


def test_no_room_left_is_told_and_nothing_stays(store: BlobStore, tmp_path: Path) -> None:
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        with pytest.raises(Refused, match="couldn't be written to the store"):
            store.put(io.BytesIO(bytes(5 << 20)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(store.all()) == []
    assert list((tmp_path / "evidence" / "arriving").iterdir()) == []


def test_four_processes_bring_the_same_contents_at_once(keyed: BlobStore, tmp_path: Path) -> None:
    script = (
        "import io, sys\n"
        "from pathlib import Path\n"
        "from forcereview.adapters.store.blob_store import BlobStore\n"
        "from forcereview.adapters.store.keyring import Keyring\n"
        "root = Path(sys.argv[1])\n"
        "store = BlobStore(root / 'evidence', Keyring(root / 'keys'), root / 'working')\n"
        "print(sum(store.put(io.BytesIO(b'%d' % n)).new for n in range(25)))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert sum(int(process.communicate()[0]) for process in running) == 25
    assert all(keyed.intact(sha256) for sha256 in keyed.all())


def test_a_workspace_without_its_key_says_so(keyed: BlobStore, tmp_path: Path) -> None:
    sha256 = keyed.put(io.BytesIO(MARKER)).sha256
    (tmp_path / "keys" / "workspace.key").unlink()
    elsewhere = BlobStore(tmp_path / "evidence", Keyring(tmp_path / "keys"), tmp_path / "working")
    with pytest.raises(Refused, match=r"the key workspace\.key isn't here"):
        elsewhere.open(sha256)
    with pytest.raises(Refused, match=r"the key workspace\.key isn't here"):
        elsewhere.put(io.BytesIO(b"new"))


def test_a_scratch_folder_lasts_only_while_it_is_used(store: BlobStore, tmp_path: Path) -> None:
    with store.scratch() as folder:
        (folder / "still.png").write_bytes(MARKER)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert files_with(tmp_path, MARKER) == []


def test_what_a_crash_left_plain_goes_when_a_key_is_destroyed(
    keyed: BlobStore, tmp_path: Path
) -> None:
    sha256 = keyed.put(io.BytesIO(b"other words")).sha256
    left = tmp_path / "working" / "plain" / "0123456789abcdef"
    left.mkdir(parents=True)
    (left / "still.png").write_bytes(MARKER)
    keyed.destroy_key(sha256)
    assert files_with(tmp_path, MARKER) == []


def test_a_plain_copy_lasts_only_while_it_is_used(store: BlobStore, tmp_path: Path) -> None:
    sha256 = store.put(io.BytesIO(MARKER)).sha256
    with store.as_file(sha256, "../odd/name.txt") as path:
        assert path.read_bytes() == MARKER
        assert path.parent.parent == tmp_path / "working" / "plain"
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.exists()


class TestSealing:
    def test_a_sealed_content_is_held_but_can_t_be_read(self, keyed: BlobStore) -> None:
        sha256 = keyed.put(io.BytesIO(MARKER)).sha256
        keyed.seal(sha256)
        assert keyed.state(sha256) == "sealed"
        for read in (keyed.open, keyed.handle):
            with pytest.raises(Refused, match="is sealed"):
                read(sha256)
        assert keyed.put(io.BytesIO(MARKER)).new is False

    def test_unsealed_it_is_as_it_was(self, keyed: BlobStore) -> None:
        sha256 = keyed.put(io.BytesIO(MARKER)).sha256
        keyed.seal(sha256)
        keyed.unseal(sha256)
        assert keyed.state(sha256) == "held"
        assert keyed.open(sha256).read() == MARKER

    def test_the_workspace_s_key_alone_doesn_t_open_it(
        self, keyed: BlobStore, tmp_path: Path
    ) -> None:
        """The seal's own key may lie in a safe: sealing goes on, unsealing waits for it."""
        sha256 = keyed.put(io.BytesIO(MARKER)).sha256
        seal = tmp_path / "keys" / "seal.key"
        safe = seal.rename(tmp_path / "safe")
        keyed.seal(sha256)
        with pytest.raises(Refused, match=r"the key seal\.key isn't here"):
            keyed.unseal(sha256)
        safe.rename(seal)
        keyed.unseal(sha256)
        assert keyed.open(sha256).read() == MARKER

    def test_contents_stored_plain_can_t_be_sealed(self, tmp_path: Path) -> None:
        store = store_in(tmp_path, encrypted=False)
        sha256 = store.put(io.BytesIO(MARKER)).sha256
        with pytest.raises(Refused, match="stored plain"):
            store.seal(sha256)


class TestExpunging:
    @pytest.fixture(params=[False, True], ids=["held", "sealed"])
    def expunged(
        self, request: pytest.FixtureRequest, keyed: BlobStore, tmp_path: Path
    ) -> tuple[str, bytes]:
        """A content that was expunged, and what its file in the store was before."""
        sha256 = keyed.put(io.BytesIO(MARKER * 100)).sha256
        keyed.put(io.BytesIO(b"another"))
        cipher = path_of(keyed, sha256).read_bytes()
        if request.param:
            keyed.seal(sha256)
        keyed.destroy_key(sha256)
        return sha256, cipher

    def test_it_is_known_as_expunged_and_not_taken_in_again(
        self, keyed: BlobStore, expunged: tuple[str, bytes]
    ) -> None:
        sha256, _ = expunged
        assert keyed.state(sha256) == "expunged"
        assert sha256 not in keyed.all()
        with pytest.raises(Refused, match="was expunged"):
            keyed.open(sha256)
        with pytest.raises(WasExpunged):
            keyed.put(io.BytesIO(MARKER * 100))

    def test_no_key_that_remains_opens_a_copy_of_what_was_stored(
        self, keyed: BlobStore, expunged: tuple[str, bytes], tmp_path: Path
    ) -> None:
        sha256, cipher = expunged
        copy = tmp_path / "copy"
        copy.write_bytes(cipher)
        remaining = [open_key(path) for path in (tmp_path / "keys").rglob("*") if path.is_file()]
        ring = Keyring(tmp_path / "keys")
        remaining += [ring.key(other) for other in ring.all()]
        assert len(remaining) >= 5
        for key in remaining:
            with pytest.raises(Refused):
                open_content({"path": str(copy), "key": key.hex()})
        assert sha256 not in ring.all()

    def test_done_again_after_a_crash_it_finishes(
        self, keyed: BlobStore, expunged: tuple[str, bytes]
    ) -> None:
        keyed.destroy_key(expunged[0])
        assert keyed.state(expunged[0]) == "expunged"

    def test_plain_contents_are_overwritten_and_removed(self, tmp_path: Path) -> None:
        store = store_in(tmp_path, encrypted=False)
        sha256 = store.put(io.BytesIO(MARKER)).sha256
        other_name = tmp_path / "other-name"
        other_name.hardlink_to(path_of(store, sha256))
        store.destroy_key(sha256)
        assert store.state(sha256) == "expunged"
        assert MARKER not in other_name.read_bytes()


def open_key(path: Path) -> bytes:
    """The first 32 bytes of a key file, decoded where it is text: every key one could try."""
    from base64 import b64decode

    raw = path.read_bytes()
    try:
        return b64decode(raw, validate=False)[:32].ljust(32, b"\0")
    except ValueError:
        return raw[:32].ljust(32, b"\0")
