"""The same HTML as a PDF for the table of a board. Never fetches anything."""

from __future__ import annotations

import logging
from typing import Any

from forcereview.errors import Problem, Refused


def report_pdf(html: str) -> bytes:
    """Set the report as a PDF, with running heads and page numbers.

    Raises:
        Refused: the library that sets PDF, or a program library it needs, isn't installed.
    """
    weasyprint = _weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # not of styles meant for screens
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    pdf: bytes = weasyprint.HTML(string=html, url_fetcher=nothing).write_pdf()
    return pdf


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.urls
    except ImportError:
        raise Refused(
            Problem(
                "a PDF is asked for, but WeasyPrint isn't installed",
                "pip install 'forcereview[pdf]', or print the HTML report from a browser",
            )
        ) from None
    except OSError as error:
        raise Refused(
            Problem(
                f"WeasyPrint can't find a library it needs ({error})",
                "install Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0), or print the HTML "
                "report from a browser",
            )
        ) from None
    return weasyprint
