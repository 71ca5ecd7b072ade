"""The report as one HTML file: loads nothing, needs no scripts, prints well."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from forcereview.publish.held_evidence import HeldEvidence
from forcereview.publish.readable import counted, readable, sentence_case, shortened
from forcereview.publish.reproduction import Reproduction
from forcereview.publish.views import report_of
from forcereview.review import Review


def report_html(
    review: Review, reproduction: Reproduction, evidence: HeldEvidence | None = None
) -> str:
    """The report of a review. Pure: the same review gives the same bytes."""
    template = _environment().get_template("report.html.j2")
    return template.render(report=report_of(review, reproduction, evidence), style=_style())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("forcereview.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["sentence_case"] = sentence_case
    environment.filters["shortened"] = shortened
    environment.filters["svg"] = Markup
    environment.globals["counted"] = counted
    return environment


def _shown(value: Any) -> Any:
    """Text from a case or a standard hides nothing; markup is our own."""
    return readable(value) if type(value) is str else value


@cache
def _style() -> Markup:
    folder = resources.files("forcereview.publish").joinpath("templates")
    sheets = ("report.css", "print.css")
    return Markup("\n".join(folder.joinpath(name).read_text("utf-8") for name in sheets))
