"""Everything a person can do, one plain function each. The front doors call these.

Thin for now: files in, values out. The journal and evidence come with the workspace issue.
"""

from forcereview.workspace.casefiles import check_case_file, read_case_file
from forcereview.workspace.comparing import compare_files
from forcereview.workspace.reporting import write_reports
from forcereview.workspace.reviewing import (
    library_with,
    read_standard_file,
    review_case,
    review_file,
)
from forcereview.workspace.saving import save_case_file
from forcereview.workspace.schemas import schema_of
from forcereview.workspace.standards import Checked, check_library, standard_named
from forcereview.workspace.starting import write_new_case

__all__ = [
    "Checked",
    "check_case_file",
    "check_library",
    "compare_files",
    "library_with",
    "read_case_file",
    "read_standard_file",
    "review_case",
    "review_file",
    "save_case_file",
    "schema_of",
    "standard_named",
    "write_new_case",
    "write_reports",
]
