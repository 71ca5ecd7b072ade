"""What a text is worth as a basis: in words, and whether someone must check it first."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.standards import Library
from forcereview.vocabulary.words import BASIS_WORDS, CHECK_THE_TEXT


@dataclass(frozen=True, slots=True)
class AnchoredPassage:
    """Where a provision stands in an official text that is attached: the evidence item with its
    hash, the page, and the words there. ``recognised``: they were read by OCR."""

    item: str
    sha256: str
    title: str
    page: int
    quotation: str
    confirmed_by: str
    recognised: bool

    @property
    def place(self) -> str:
        """``page 4 of e-3f2a9c81b0d4``."""
        return f"page {self.page} of {self.item}"


def anchored_passage(library: Library, key: str) -> AnchoredPassage | None:
    """The passage to which a provision or legal test is anchored, if it is."""
    found = library.anchor(key)
    if found is None:
        return None
    text, anchor = found
    return AnchoredPassage(
        text.item,
        text.sha256,
        text.title,
        anchor.page,
        anchor.quotation,
        anchor.by,
        anchor.recognised,
    )


def basis_in_words(basis: str) -> str:
    """What the basis means; "check the text" is left to a mark of its own."""
    return BASIS_WORDS[basis].removesuffix("; check the text")


def every_basis() -> tuple[tuple[str, str], ...]:
    """Each basis with what it means, the strongest first."""
    return tuple((basis, basis_in_words(basis)) for basis in BASIS_WORDS)


def must_be_checked(basis: str) -> bool:
    """Whether no finding on it is settled until someone has checked the text."""
    return basis in CHECK_THE_TEXT
