"""The case: its file format, its reading, and assertions folded to facts under a lens.

Nothing in a case is true by itself; everything is said by somebody, somewhere, findable.
"""

from forcereview.record.case import Case, Claim, Frame, Scope, Stated
from forcereview.record.folding import Answering, Folded, LeftOut, facts_asserted, standing
from forcereview.record.lens import Lens, Supposition, default_lens
from forcereview.record.model import CaseFile
from forcereview.record.reading import Reading, case_of, check_case, read_case
from forcereview.record.sources import independent_origins, origins, sides

__all__ = [
    "Answering",
    "Case",
    "CaseFile",
    "Claim",
    "Folded",
    "Frame",
    "LeftOut",
    "Lens",
    "Reading",
    "Scope",
    "Stated",
    "Supposition",
    "case_of",
    "check_case",
    "default_lens",
    "facts_asserted",
    "independent_origins",
    "origins",
    "read_case",
    "sides",
    "standing",
]
