"""The field's words: truth values, quantities, times, the continuum and the fact catalogue.

Nothing here knows a case or a standard. Front doors: ``Truth``, ``parse_quantity``,
``parse_moment``, ``fact_catalogue``, ``five_level_continuum`` and the closed lists in ``words``.
"""

from forcereview.vocabulary.continuum import Continuum, Level, five_level_continuum
from forcereview.vocabulary.facts import Catalogue, Fact, Indicator, fact_catalogue
from forcereview.vocabulary.moments import (
    Calendar,
    Moment,
    MomentError,
    Span,
    Timeline,
    did_not_happen,
    gap,
    gap_between,
    parse_moment,
)
from forcereview.vocabulary.quantities import Quantity, QuantityError, parse_quantity, unit_of
from forcereview.vocabulary.truth import Truth
from forcereview.vocabulary.values import (
    Choice,
    FactValue,
    Members,
    Text,
    UnfitValue,
    Unsaid,
    read_value,
    shown,
)

__all__ = [
    "Calendar",
    "Choice",
    "FactValue",
    "Members",
    "Text",
    "UnfitValue",
    "Unsaid",
    "read_value",
    "shown",
    "Catalogue",
    "Continuum",
    "Fact",
    "Indicator",
    "Level",
    "Moment",
    "MomentError",
    "Quantity",
    "QuantityError",
    "Span",
    "Timeline",
    "Truth",
    "did_not_happen",
    "fact_catalogue",
    "five_level_continuum",
    "gap",
    "gap_between",
    "parse_moment",
    "parse_quantity",
    "unit_of",
]
