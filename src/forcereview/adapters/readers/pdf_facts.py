"""What a PDF says of itself: pages, who made it with what and when, and what it could do if it were
let: scripts, actions, attachments. Read by PDFium; nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from forcereview.adapters.readers.said_by_file import SaidByFile
from forcereview.adapters.store.contents import open_content

_PIECE, _MOST_SCANNED = 1 << 20, 512 << 20
_INFORMATION = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "made with",
    "Producer": "PDF written by",
    "CreationDate": "time of creation",
    "ModDate": "time of the last change",
}
#: names that begin something active (ISO 32000-1, section 12.6), each with what it is
_ACTIVE = {
    b"/JavaScript": "scripts",
    b"/JS": "scripts",
    b"/OpenAction": "an action when it is opened",
    b"/AA": "actions on events",
    b"/Launch": "actions that start programs",
    b"/SubmitForm": "actions that send a form",
    b"/EmbeddedFile": "embedded files",
    b"/RichMedia": "embedded media",
    b"/XFA": "an XFA form",
}
_DELIMITERS = frozenset(b"\x00\t\n\x0c\r ()<>[]{}/%")
_LONGEST_NAME = max(map(len, _ACTIVE))


def ready() -> None:
    """Load what reading needs."""
    import pypdfium2  # noqa: F401


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """The facts.

    Raises:
        ValueError: it is no PDF that can be read.
    """
    from pypdfium2 import PYPDFIUM_INFO, PdfDocument, PdfiumError

    said = SaidByFile(f"pypdfium2 {PYPDFIUM_INFO}")
    with open_content(content) as stream:
        _of_names(stream, said)
        stream.seek(0)
        try:
            document = PdfDocument(stream)
        except PdfiumError as error:
            if "password" in str(error).lower():
                said.say("pdf.encrypted", "encrypted", "yes; it opens with a password only", "PDF")
                return said.found()
            raise ValueError(f"it can't be read as a PDF ({error})") from None
        _of_document(document, said)
    return said.found()


def _of_document(document: Any, said: SaidByFile) -> None:
    from pypdfium2 import raw

    said.say("pdf.pages", "pages", len(document), "PDF")
    version = document.get_version()
    if version:
        said.say("pdf.version", "version of PDF", f"{version // 10}.{version % 10}", "PDF")
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        said.say(f"pdf.{key}", _INFORMATION.get(key, key), value, "document information")
    revision = raw.FPDF_GetSecurityHandlerRevision(document)
    said.say("pdf.encrypted", "encrypted", "no" if revision < 0 else "yes", "PDF")
    for id, name, count in (
        ("scripts", "scripts it holds", raw.FPDFDoc_GetJavaScriptActionCount(document)),
        ("attachments", "files attached", raw.FPDFDoc_GetAttachmentCount(document)),
        ("signatures", "signatures", raw.FPDF_GetSignatureCount(document)),
    ):
        if count > 0:
            said.say(f"pdf.{id}", name, count, "PDF")
    if len(document):
        width, height = document.get_page_size(0)
        said.say("pdf.page-size", "size of page 1", f"{width:.0f} x {height:.0f} points", "PDF")


def _of_names(stream: BinaryIO, said: SaidByFile) -> None:
    """What names in the file announce. Those in compressed parts aren't seen."""
    seen: dict[str, None] = {}
    ends = 0
    for piece, fresh in _overlapping(stream):
        ends += piece.count(b"%%EOF", fresh)
        for name, what in _ACTIVE.items():
            if what not in seen and _holds(piece, name):
                seen[what] = None
    if seen:
        said.say("pdf.active", "announces", ", ".join(seen), "names in the file")
    if ends > 1:
        said.say("pdf.ends", "end marks, one for each time it was saved", ends, "PDF")


def _overlapping(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Pieces, each with the end of the one before, and where what is new begins for a count."""
    kept = b""
    scanned = 0
    while scanned < _MOST_SCANNED and (piece := stream.read(_PIECE)):
        scanned += len(piece)
        yield kept + piece, max(0, len(kept) - len(b"%%EOF") + 1)
        kept = (kept + piece)[-_LONGEST_NAME:]


def _holds(piece: bytes, name: bytes) -> bool:
    place = piece.find(name)
    while place >= 0:
        beyond = place + len(name)
        if beyond < len(piece) and piece[beyond] in _DELIMITERS:
            return True
        place = piece.find(name, place + 1)
    return False
