"""forcereview: review of police use of force, from evidence to finding to oversight.

``import forcereview as fr; fr.review(fr.read_case("case.yaml"))``. Names are loaded when first
used, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forcereview.errors import BadInput, ForcereviewError, Problem, Refused
    from forcereview.publish.contract import review_as_json
    from forcereview.record import Case, Lens, Supposition
    from forcereview.record.model import Assertion, Decides, Determination, Source
    from forcereview.record.writing import write_case
    from forcereview.review import Finding, Question, Review
    from forcereview.review.comparing import compare_reviews
    from forcereview.standards import Library, Standard
    from forcereview.vocabulary import fact_catalogue
    from forcereview.wiring import begin_workspace, open_workspace
    from forcereview.workspace.acting import acting
    from forcereview.workspace.casefiles import check_case_file as check_case
    from forcereview.workspace.casefiles import read_case_file as read_case
    from forcereview.workspace.cases.entering import add_assertion, add_source, determine
    from forcereview.workspace.cases.exporting import export_case
    from forcereview.workspace.cases.importing import import_case
    from forcereview.workspace.cases.keeping import kept_case
    from forcereview.workspace.reviewing import library_with as standards_library
    from forcereview.workspace.reviewing import review_case as review

__version__ = "0.1.0"

_HOMES = {
    "BadInput": ("forcereview.errors", "BadInput"),
    "ForcereviewError": ("forcereview.errors", "ForcereviewError"),
    "Problem": ("forcereview.errors", "Problem"),
    "Refused": ("forcereview.errors", "Refused"),
    "Case": ("forcereview.record", "Case"),
    "Lens": ("forcereview.record", "Lens"),
    "Supposition": ("forcereview.record", "Supposition"),
    "Finding": ("forcereview.review", "Finding"),
    "Question": ("forcereview.review", "Question"),
    "Review": ("forcereview.review", "Review"),
    "Library": ("forcereview.standards", "Library"),
    "Standard": ("forcereview.standards", "Standard"),
    "fact_catalogue": ("forcereview.vocabulary", "fact_catalogue"),
    "read_case": ("forcereview.workspace.casefiles", "read_case_file"),
    "check_case": ("forcereview.workspace.casefiles", "check_case_file"),
    "compare_reviews": ("forcereview.review.comparing", "compare_reviews"),
    "write_case": ("forcereview.record.writing", "write_case"),
    "standards_library": ("forcereview.workspace.reviewing", "library_with"),
    "review_as_json": ("forcereview.publish.contract", "review_as_json"),
    "Assertion": ("forcereview.record.model", "Assertion"),
    "Decides": ("forcereview.record.model", "Decides"),
    "Determination": ("forcereview.record.model", "Determination"),
    "Source": ("forcereview.record.model", "Source"),
    "begin_workspace": ("forcereview.wiring", "begin_workspace"),
    "open_workspace": ("forcereview.wiring", "open_workspace"),
    "acting": ("forcereview.workspace.acting", "acting"),
    "import_case": ("forcereview.workspace.cases.importing", "import_case"),
    "export_case": ("forcereview.workspace.cases.exporting", "export_case"),
    "kept_case": ("forcereview.workspace.cases.keeping", "kept_case"),
    "add_assertion": ("forcereview.workspace.cases.entering", "add_assertion"),
    "add_source": ("forcereview.workspace.cases.entering", "add_source"),
    "determine": ("forcereview.workspace.cases.entering", "determine"),
}

__all__ = [
    "Assertion",
    "BadInput",
    "Case",
    "Decides",
    "Determination",
    "Finding",
    "ForcereviewError",
    "Lens",
    "Library",
    "Problem",
    "Question",
    "Refused",
    "Review",
    "Source",
    "Standard",
    "Supposition",
    "acting",
    "add_assertion",
    "add_source",
    "begin_workspace",
    "check_case",
    "compare_reviews",
    "determine",
    "export_case",
    "fact_catalogue",
    "import_case",
    "kept_case",
    "open_workspace",
    "read_case",
    "review",
    "review_as_json",
    "standards_library",
    "write_case",
]


class _Package(ModuleType):
    """The package answers ``review`` with the function, though a room has that name too.

    Importing the room makes Python bind it here; that binding is left out. ``from
    forcereview.review import …`` reaches the room as ever.
    """

    @property
    def review(self) -> Any:
        return import_module("forcereview.workspace.reviewing").review_case

    @review.setter
    def review(self, room: ModuleType) -> None:
        """Keep the function."""


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'forcereview' has no attribute '{name}'")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
