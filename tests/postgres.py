"""A PostgreSQL server of the tests' own, from the programs of the system, reached by a socket."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

#: where Debian keeps them, by version
_FOLDERS = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version; None if they aren't installed."""
    versions = [path.parent for path in _FOLDERS.glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(folder_of_programs: Path) -> Iterator[str]:
    """Start a server that syncs to disk as by default; the address of its database."""
    folder = Path(mkdtemp(prefix="pg-", dir="/tmp"))
    who = _unprivileged(folder)
    data = folder / "data"

    def run(program: str, *words: str) -> None:
        command = [str(folder_of_programs / program), "-D", str(data), *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **who)
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}{_log(folder)}")

    try:
        run("initdb", "-U", "reviewer", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        options = f"-k {folder} -c listen_addresses="
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://reviewer@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """As whom to run: the server refuses root, so root runs it as somebody else."""
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {each.pw_name: each for each in pwd.getpwall()}
    who = known.get("postgres") or known["nobody"]
    os.chown(folder, who.pw_uid, who.pw_gid)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _log(folder: Path) -> str:
    log = folder / "log"
    return log.read_text(errors="replace") if log.exists() else ""
