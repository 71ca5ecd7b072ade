"""Pure renderers: a review as JSON, text, Markdown and HTML; charts as SVG."""
