"""Everything a person can do, one plain function each. The front doors call these.

Thin for now: files in, values out. The journal and evidence come with the workspace issue.
"""

from forcereview.workspace.casefiles import check_case_file, read_case_file
from forcereview.workspace.reviewing import review_file

__all__ = ["check_case_file", "read_case_file", "review_file"]
