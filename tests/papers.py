"""Documents for tests, really set and really scanned: PDF by weasyprint, scans of its pages."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from functools import cache

#: an invented policy, paragraph by paragraph
POLICY = (
    "I. Purpose. This policy governs the use of force by officers.",
    "II. Deadly force. A. Officers may use deadly force only when necessary, that is, when the "
    "officer has a reasonable belief that the subject poses an imminent danger of death under 18 "
    "U.S.C. 242 and other law.",
    "B. Officers are prohibited from discharging firearms at the operator of a moving vehicle "
    "unless deadly force is necessary.",
    "C. Warning shots are not permitted. Self-defence is addressed elsewhere in the manual of this "
    "agency.",
    "III. Reporting. Each use of force must be reported to a supervisor within 24 hours of the "
    "incident.",
    "IV. Medical aid. As soon as it is safe, officers shall request medical aid for anyone who is "
    "injured.",
)
#: its next version: one rule reworded, one gone, one new, a number changed, the last moved up
REVISED = (
    "I. Purpose. This policy governs the use of force by officers and agents.",
    POLICY[5],
    POLICY[1],
    "B. Officers may not discharge firearms at the operator of a moving vehicle unless deadly "
    "force is necessary and no other reasonable means exist.",
    "C. Self-defence is addressed elsewhere in the manual of this agency.",
    "D. De-escalation tactics should be used where feasible.",
    "III. Reporting. Each use of force must be reported to a supervisor within 48 hours of the "
    "incident.",
)


@cache
def pdf(paragraphs: Sequence[str] = POLICY, size: str = "7cm 7cm", head: str = "Policy 7") -> bytes:
    """A PDF with running heads, page numbers, justified and hyphenated."""
    import weasyprint

    style = (
        f"@page{{size:{size};margin:1.5cm 1cm;font:8pt sans-serif;@top-left{{content:'{head}'}}"
        "@bottom-center{content:'Page ' counter(page) ' of ' counter(pages)}}"
        "p{font:9pt 'DejaVu Serif',serif;text-align:justify;hyphens:auto}"
    )
    body = "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs)
    return bytes(
        weasyprint.HTML(string=f"<html lang=en><style>{style}</style><body>{body}").write_pdf()
    )


@cache
def scanned(document: bytes, dots: int = 200) -> bytes:
    """The same pages as pictures without a text layer."""
    from pypdfium2 import PdfDocument

    pages = [page.render(scale=dots / 72).to_pil().convert("L") for page in PdfDocument(document)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dots)
    return out.getvalue()


@cache
def picture(document: bytes, dots: int = 200) -> bytes:
    """The first page as a PNG."""
    from pypdfium2 import PdfDocument

    out = io.BytesIO()
    PdfDocument(document)[0].render(scale=dots / 72).to_pil().convert("L").save(out, "PNG")
    return out.getvalue()


def docx(*paragraphs: str, extra: str = "", doctype: str = "") -> bytes:
    """A word processor's document with these paragraphs; ``extra`` is more of its XML."""
    import zipfile

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{html.escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{space}"><w:body>{body}{extra}'
            "</w:body></w:document>",
        )
    return out.getvalue()
