"""Pure renderers: a review as JSON, text, Markdown, HTML and PDF; charts as SVG.

``report_html(review, Reproduction(...))``, ``report_markdown``, ``report_pdf(html)``,
``summary_text(review, width)``, ``review_as_json(review)``: each in the module of its format,
loaded only when wanted. What a report says is made once, in :mod:`~forcereview.publish.views`.
"""
