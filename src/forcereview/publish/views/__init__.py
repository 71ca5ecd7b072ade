"""What a report says, as plain values, before anyone decides how it looks.

HTML, Markdown and text are three ways of setting the same :class:`~.report.Report`.
"""

from forcereview.publish.views.report import Report, report_of

__all__ = ["Report", "report_of"]
