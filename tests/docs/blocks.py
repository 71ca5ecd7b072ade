"""The fenced blocks of a Markdown page, and the commands in console blocks.

What is written after the language on a fence says what a block is for (CONTRIBUTING, "Write
documentation"): ``yaml file=NAME`` writes a file, ``yaml add=NAME`` adds to its end, ``text
output`` is what the Python block before it prints.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words after it, its text, and where it stands."""

    language: str
    words: tuple[str, ...]
    text: str
    line: int

    def value(self, name: str) -> str:
        """What follows ``name=`` on the fence; empty if nothing does."""
        return next((w.partition("=")[2] for w in self.words if w.startswith(f"{name}=")), "")


@dataclass(frozen=True)
class Command:
    """A command of a console block and the output shown below it."""

    words: str
    shown: str
    line: int


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    found = []
    for fence in _FENCE.finditer(text):
        language, *words = fence["info"].split() or [""]
        body = re.sub(rf"^{fence['indent']}", "", fence["body"], flags=re.MULTILINE)
        found.append(Block(language, tuple(words), body, text.count("\n", 0, fence.start()) + 1))
    return found


def commands(block: Block) -> list[Command]:
    """The commands of a console block. A line that ends with a backslash goes on in the next."""
    text = block.text.replace("\\\n", " ")
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not parts[0].strip(), f"line {block.line}: output before the first command"
    return [
        Command(" ".join(first.split()), rest, block.line)
        for first, _, rest in (part.partition("\n") for part in parts[1:])
    ]


def shows(shown: str, printed: str) -> bool:
    """Whether ``printed`` is what a page shows, line breaks aside; ``…`` stands for anything."""
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in shown.split("…")]
    return re.fullmatch(r"\s*" + r"\s*.*?\s*".join(pieces) + r"\s*", printed, re.DOTALL) is not None
