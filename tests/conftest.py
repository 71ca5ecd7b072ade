"""What every test may ask for: how hard hypothesis tries, and the folder of shared material."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FORCEREVIEW_SHARED") or REPOSITORY.parent / "shared")
NO_SHARED = "the shared material is missing"

# No deadlines: two busy cores make any of them a coin toss. CI tries the same examples every time.
settings.register_profile("dev", deadline=None, max_examples=100)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=200,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", deadline=None, max_examples=5_000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "dev")
)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of policies, statutes, data and media that lies beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"{NO_SHARED}: no folder {SHARED}; set FORCEREVIEW_SHARED to where it lies")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database on a real PostgreSQL server, started for this run."""
    from postgres import programs, running

    found = programs()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed (Debian: postgresql)")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with running(found) as address:
        yield address


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = sum(
        NO_SHARED in reason for reason in _reasons(terminalreporter.stats.get("skipped", []))
    )
    line = f"tests skipped because {NO_SHARED}: {skipped}"
    if skipped:
        terminalreporter.write_sep("!", line, yellow=True)
    else:
        terminalreporter.write_line(line)
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(str(value))


def _reasons(reports: list[pytest.TestReport]) -> Iterator[str]:
    for report in reports:
        yield report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
