"""The same HTML as a PDF for the table of a board. Never fetches anything."""

from __future__ import annotations

import logging
import re
from typing import Any

from forcereview.errors import Problem, Refused

# What the print style sheet leaves out anyway: laying it out only to drop it takes as long again.
# No text of a case can look like this, as every "<" of it is escaped.
_UNPRINTED = re.compile(
    r"<details>.*?</details>"
    r'|<nav class="(?:contents beside|bar)".*?</nav>'
    r'|<div class="(?:for-narrow|on-screen)">.*?</div>'
    r'|<tr [^>]*class="repeated">.*?</tr>'
    r'|<(dt|dd|span|p) class="(?:aside )?on-screen">.*?</\1>',
    re.DOTALL,
)
_MORE = re.compile(r'(<details class="more"><summary>[^<]*</summary>).*?(?=</details>)', re.DOTALL)


def report_pdf(html: str) -> bytes:
    """Set the report as a PDF, with running heads and page numbers.

    Raises:
        Refused: the library that sets PDF, or a program library it needs, isn't installed.
    """
    weasyprint = _weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # not of styles meant for screens
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    pdf: bytes = weasyprint.HTML(string=_printed(html), url_fetcher=nothing).write_pdf()
    return pdf


def _printed(html: str) -> str:
    return _UNPRINTED.sub("", _MORE.sub(r"\1", html))


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
