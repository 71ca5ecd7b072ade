"""Text that other people wrote, made safe to read: nothing invisible may change what is seen.

Control characters could steer a terminal or break a page; bidirectional overrides could make a
sentence read backwards. Both are shown as their code instead. Markup is escaped by each renderer.
"""

from __future__ import annotations

import re

# C0 and C1 controls save tab and line feed; bidirectional marks, embeddings, overrides, isolates;
# zero-width characters; line and paragraph separators; lone surrogates and non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_MINUS = re.compile(r"(?<![\w\-−.])-(?=\d)")


def readable(text: str) -> str:
    """``text`` with each character that can't be seen replaced by its code, e.g. ``⟨U+202E⟩``."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def on_one_line(text: str) -> str:
    """Readable text with every stretch of blanks and line ends as one blank."""
    return readable(" ".join(text.split()))


def real_minus(text: str) -> str:
    """A negative number's hyphen as a minus sign."""
    return _MINUS.sub("−", text)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 finding``, ``3 findings``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters: cut after a whole word, and the cut shown."""
    if len(text) <= most:
        return text
    whole = text[: most - 1].rpartition(" ")[0] or text[: most - 2]
    return whole.rstrip(" ,;:.(–-") + " …"


def sentence_case(text: str) -> str:
    """The first letter made large; the rest as it is."""
    return text[:1].upper() + text[1:]
