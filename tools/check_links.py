"""Check that every relative link between the Markdown pages leads somewhere.

Prints each broken link as `file:line: what is wrong` and exits with 1 if there are any.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^\s*(```|~~~)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")


def main() -> int:
    """Check all pages; the exit status."""
    pages = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
    problems = [problem for page in pages for problem in broken_links(page)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(pages)} pages, {len(problems)} broken links")
    return 1 if problems else 0


def broken_links(page: Path) -> list[str]:
    """The links of one page that lead nowhere, one line each."""
    problems = []
    for number, line in prose_lines(page):
        for target in LINK.findall(line):
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            path, _, anchor = target.partition("#")
            linked = (page.parent / path).resolve() if path else page
            where = f"{page.relative_to(ROOT)}:{number}"
            if not linked.exists():
                problems.append(f"{where}: no such file: {target}")
            elif anchor and linked.suffix == ".md" and anchor not in anchors(linked):
                problems.append(f"{where}: no such heading: {target}")
    return problems


def anchors(page: Path) -> set[str]:
    """The names that headings of a page can be linked by."""
    return {
        re.sub(r"[^\w\- ]", "", match[1].lower()).replace(" ", "-")
        for _, line in prose_lines(page)
        if (match := HEADING.match(line))
    }


def prose_lines(page: Path) -> list[tuple[int, str]]:
    """The numbered lines of a page outside code fences."""
    lines, fenced = [], False
    for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            lines.append((number, line))
    return lines


if __name__ == "__main__":
    sys.exit(main())
