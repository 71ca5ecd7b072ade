"""The locks install the same thing everywhere, from whatever index the machine has."""

import re
from pathlib import Path

import pytest

LOCKS = ["core", "dev", "bench"]


@pytest.fixture(params=LOCKS)
def lock(request, repository: Path) -> str:
    return (repository / "requirements" / f"{request.param}.txt").read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE))


def test_no_lock_names_an_index_or_a_path(lock):
    assert not re.search(r"://|--(extra-)?index|--find-links|^-e|file:", lock, re.MULTILINE)


def test_every_pin_is_exact_and_hashed(lock):
    entries = [
        line for line in lock.replace("\\\n", "").splitlines() if not line.lstrip().startswith("#")
    ]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+ ", entry)
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("other", ["core", "bench"])
def test_the_locks_agree_where_they_overlap(repository: Path, other):
    ours, dev = (
        pins((repository / "requirements" / f"{name}.txt").read_text("utf-8"))
        for name in (other, "dev")
    )
    apart = {name for name in ours.keys() & dev.keys() if ours[name] != dev[name]}
    assert not apart


def test_the_core_lock_can_build_the_package_without_the_network(repository: Path):
    core = pins((repository / "requirements" / "core.txt").read_text("utf-8"))
    assert {"hatchling", "editables", "weasyprint"} <= core.keys()
    assert not {"numpy", "django", "pytest"} & core.keys()
