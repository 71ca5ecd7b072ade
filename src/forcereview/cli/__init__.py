"""The command line: parse, call ``workspace``, show. No rule of the field lives here.

Modules import nothing heavy at their top, so that ``forcereview --help`` starts at once.
"""
