"""Write the generated parts of docs/reference anew, or with ``--check`` say which are out of date.

A page marks such a part with ``<!-- generated: NAME -->`` and ``<!-- end of NAME -->``; everything
outside the marks is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import reference_cli
import reference_facts
import reference_forms
import reference_lists

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


def main(arguments: list[str]) -> int:
    """Write or check all pages; the exit status."""
    stale = [page for page in sorted(REFERENCE.glob("*.md")) if renewed(page) != page.read_text()]
    for page in stale:
        if "--check" in arguments:
            print(f"{page.name} is out of date; run make docs", file=sys.stderr)
        else:
            page.write_text(renewed(page))
            print(f"written: {page.name}")
    return 1 if stale and "--check" in arguments else 0


def renewed(page: Path) -> str:
    """The text of a page with its generated parts made anew."""
    return MARKED.sub(
        lambda found: f"{found[1]}\n{PARTS[found[2]]().strip()}\n\n{found[3]}", page.read_text()
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
