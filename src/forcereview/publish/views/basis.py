"""What a text is worth as a basis: in words, and whether someone must check it first."""

from __future__ import annotations

from forcereview.vocabulary.words import BASIS_WORDS, CHECK_THE_TEXT


def basis_in_words(basis: str) -> str:
    """What the basis means; "check the text" is left to a mark of its own."""
    return BASIS_WORDS[basis].removesuffix("; check the text")


def every_basis() -> tuple[tuple[str, str], ...]:
    """Each basis with what it means, the strongest first."""
    return tuple((basis, basis_in_words(basis)) for basis in BASIS_WORDS)


def must_be_checked(basis: str) -> bool:
    """Whether no finding on it is settled until someone has checked the text."""
    return basis in CHECK_THE_TEXT
