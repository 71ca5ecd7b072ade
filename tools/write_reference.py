"""Write the generated parts of docs/reference anew, or with ``--check`` say which are out of date.

A page marks such a part with ``<!-- generated: NAME -->`` and ``<!-- end of NAME -->``; everything
outside the marks is written by hand. The JSON Schemas beside the pages are generated whole.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import reference_cli
import reference_facts
import reference_forms
import reference_lists
from forcereview.workspace import schema_of

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
PARTS: dict[str, Callable[[], str]] = {
    "commands": reference_cli.commands,
    "facts": reference_facts.facts,
    "case file": reference_forms.case_file,
    "standard file": reference_forms.standard_file,
    "units": reference_lists.units,
    "continuum": reference_lists.continuum,
    "basis": reference_lists.basis,
    "grammar": reference_lists.grammar,
    "public names": reference_lists.public_names,
}
MARKED = re.compile(r"(<!-- generated: (.+?) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


SCHEMAS = ("case", "standard")


def main(arguments: list[str]) -> int:
    """Write or check all files; the exit status."""
    stale = {path: text for path, text in current().items() if _written(path) != text}
    for path, text in stale.items():
        if "--check" in arguments:
            print(f"{path.name} is out of date; run make docs", file=sys.stderr)
        else:
            path.write_text(text, "utf-8")
            print(f"written: {path.name}")
    return 1 if stale and "--check" in arguments else 0


def current() -> dict[Path, str]:
    """What the files should hold."""
    pages = {page: renewed(page.read_text("utf-8")) for page in sorted(REFERENCE.glob("*.md"))}
    schemas = {
        REFERENCE / f"{kind}.schema.json": json.dumps(schema_of(kind), indent=2, ensure_ascii=False)
        for kind in SCHEMAS
    }
    return pages | {path: text + "\n" for path, text in schemas.items()}


def renewed(text: str) -> str:
    """A page's text with its generated parts made anew."""
    return MARKED.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]().strip()}\n\n{found[3]}", text)


def _written(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
