"""The same HTML as a PDF for the table of a board. Never fetches anything."""

from __future__ import annotations

from typing import Any, NoReturn

from forcereview.errors import Problem, Refused


def report_pdf(html: str) -> bytes:
    """Set the report as a PDF, with running heads and page numbers.

    Raises:
        Refused: the library that sets PDF, or a program library it needs, isn't installed.
    """
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, url_fetcher=_nothing_from_elsewhere)
    pdf: bytes = document.write_pdf(presentational_hints=True)
    return pdf


def _weasyprint() -> Any:
    try:
        import weasyprint
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


def _nothing_from_elsewhere(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError(f"a report loads nothing from elsewhere: {url}")
