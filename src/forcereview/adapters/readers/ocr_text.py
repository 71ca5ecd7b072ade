"""The words in the picture of a page or in an image, recognised by tesseract.

The picture goes to tesseract through a pipe: nothing of it is written to the disk.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from collections.abc import Mapping
from functools import cache
from typing import Any

from forcereview.adapters.store.contents import open_content

_INCH = 72.0
#: the most signs that a picture may have from side to side, so that none fills the memory
_LONGEST_SIDE = 10_000
_LANGUAGE = re.compile(r"[A-Za-z]\w*(?:\+[A-Za-z]\w*)*")


def read(
    content: Mapping[str, str], page: int = 0, language: str = "eng", dots: int = 300
) -> dict[str, Any]:
    """``pages``: the one page (of a PDF, rendered at ``dots`` an inch) or the image (``page`` 0).

    The page has ``confidence`` (the mean of its words', 0 to 1) and ``words``: for each its
    ``start`` in the text, ``end``, ``confidence`` and ``box`` ``[left, top, right, bottom]`` as
    fractions of the picture's width and height.

    Raises:
        ValueError: tesseract or the language isn't installed, or there is no picture.
    """
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(f"'{language}' is no language of tesseract; eng, or eng+spa")
    with open_content(content) as stream:
        picture = _rendered(stream, page, dots) if page else _opened(stream)
    width, height = picture.size
    rows = _recognised(_as_bitmap(picture), language, dots)
    text, words = _put_together(rows, width, height)
    known = [word["confidence"] for word in words]
    found: dict[str, Any] = {
        "number": page or 1,
        "text": text,
        "from": "ocr" if words else "none",
        "words": words,
    }
    if known:
        found["confidence"] = round(sum(known) / len(known), 4)
    return {"unit": "page", "pages": [found], "read_by": f"{_version()}, language {language}"}


def _rendered(stream: Any, page: int, dots: int) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        chosen = PdfDocument(stream)[page - 1]
        scale = min(dots / _INCH, _LONGEST_SIDE / max(*chosen.get_size(), 1.0))
        return chosen.render(scale=scale, grayscale=True).to_pil()
    except (PdfiumError, IndexError):
        raise ValueError(f"there is no page {page} that can be rendered") from None


def _opened(stream: Any) -> Any:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        image = Image.open(stream)
        if max(image.size) > _LONGEST_SIDE:
            image.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return ImageOps.exif_transpose(image).convert("L")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"it is no image that can be read ({error})") from None


def _as_bitmap(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PPM")
    return out.getvalue()


def _recognised(picture: bytes, language: str, dots: int) -> list[dict[str, str]]:
    said = _tesseract(["stdin", "stdout", "-l", language, "--dpi", str(dots), "tsv"], picture)
    rows = csv.DictReader(io.StringIO(said), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]


def _put_together(
    rows: list[dict[str, str]], width: int, height: int
) -> tuple[str, list[dict[str, Any]]]:
    """The words as a text: lines as they stand, an empty line between paragraphs."""
    text, words = "", []
    before: tuple[str, ...] = ()
    for row in rows:
        line = (row["block_num"], row["par_num"], row["line_num"])
        if before:
            text += " " if line == before else "\n" if line[:2] == before[:2] else "\n\n"
        before = line
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        words.append(
            {
                "start": len(text),
                "end": len(text) + len(row["text"]),
                "confidence": round(max(0.0, float(row["conf"])) / 100, 4),
                "box": [
                    round(left / width, 5),
                    round(top / height, 5),
                    round(right / width, 5),
                    round(bottom / height, 5),
                ],
            }
        )
        text += row["text"]
    return text, words


@cache
def _version() -> str:
    return _tesseract(["--version"], b"").split("\n", 1)[0].strip()


def _tesseract(arguments: list[str], given: bytes) -> str:
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        )
    except FileNotFoundError:
        raise ValueError("tesseract isn't installed on this machine") from None
    if done.returncode != 0:
        raise ValueError(_why(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "replace")


def _why(said: str) -> str:
    if "language" in said:
        return "tesseract doesn't have that language installed (tesseract --list-langs)"
    return f"tesseract failed: {' '.join(said.split())[:200]}"
