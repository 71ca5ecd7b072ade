"""Readers of foreign formats. Each module has one ``read(**arguments)`` that gives plain JSON data.

They run only in a process of their own (:mod:`forcereview.adapters.confinement`). A reader raises
``ValueError`` with words for a person where a file isn't what it should be.
"""
