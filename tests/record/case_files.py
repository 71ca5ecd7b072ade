# ruff: noqa: RUF001
"""Whole case files for hypothesis: every field of the model, with the words that trip up YAML."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from forcereview.record import CaseFile
from forcereview.record.entry import Entry
from forcereview.vocabulary import fact_catalogue

AWKWARD = [
    "yes", "no", "true", "null", "Null", "~", "", "1.0", "0x1F", "1e3", ".inf", "2026-01-07",
    "09:37:10", "a: b", "a:b", ": a", "a #b", "#a", "- a", "-", "--- a", "...", "...\n",
    "---\n", "? a", "& a", "*a", "!a", "@a", "`a", "%a", "|", ">", "[a", "{a", "a, b", "a]", "'",
    '"', "it's", 'say "no"', "\\", " a", "a ", "a  b", "\ta", "a\tb", "a\n", "\na", "a\n\nb", "\n",
    "a\n b", "a \nb", "a\n\n",
    "a\r\nb", "ünïcode", "עברית", "\u202bעברית\u202c a", "😀", "\u00a0a", "a\u2028b", "a\x85b",
    "\u200d", "<<", "=", "x-a", "long " * 60, "l" * 300, "a: b " * 40, "first line\nsecond line",
    "one\n\n  two\nthree", "paragraph " * 20 + "\n" + "another " * 20,
]  # fmt: skip

printable = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff")
texts = st.sampled_from(AWKWARD) | st.text(printable | st.sampled_from("\n\t :#'\"-"), max_size=40)
ids = st.from_regex(r"\A[a-zA-Z0-9][a-zA-Z0-9_.-]{0,12}\Z").filter(
    lambda word: not word.startswith("what-if-")
)
own_values = st.recursive(
    texts | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
own = st.dictionaries(st.text(printable, min_size=1, max_size=8).map("x-".__add__), own_values,
                      max_size=2)  # fmt: skip


FACTS = list(fact_catalogue())
#: fields that name something of the catalogue, where a test needs them to
NAMED = {
    "fact": st.sampled_from([fact.name for fact in FACTS if fact.kind == "text"]),
    **{
        field: st.sampled_from(fact_catalogue()[fact].choices)
        for field, fact in [("type", "force.type"), ("level", "force.level"),
                            ("target", "force.target"), ("resistance", "subject.resistance")]
    },
}  # fmt: skip


def entries(model: type[Entry], named: bool = False) -> st.SearchStrategy[Any]:
    """Entries of a model, each field given or left out, with and without keys of the person's own.

    With ``named``, facts and choices are those of the catalogue.
    """
    required = {}
    optional = {}
    for name, field in model.model_fields.items():
        part = required if field.is_required() else optional
        chosen = named and name in NAMED
        held = NAMED[name] if chosen else _values(field.annotation, field, named)
        part[field.alias or name] = held
    fields = st.fixed_dictionaries(required, optional=optional)
    made = st.tuples(fields, own).map(lambda pair: model.model_validate(pair[0] | pair[1]))
    return made


def case_files(in_the_catalogue: bool = False) -> st.SearchStrategy[CaseFile]:
    return entries(CaseFile, in_the_catalogue)


def _values(kind: Any, field: FieldInfo, named: bool) -> st.SearchStrategy[Any]:
    metadata = repr(field.metadata)
    if "_an_id" in metadata:
        return ids
    if "pattern" in metadata:
        return st.sampled_from(["", "0" * 64])
    if kind is float:
        return _numbers(field)
    return _of_kind(kind, field, named)


def _of_kind(kind: Any, field: FieldInfo, named: bool) -> st.SearchStrategy[Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return st.one_of(*(_of_kind(each, field, named) for each in args))
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(_of_kind(args[0], field, named), max_size=2).map(tuple)
    if origin is dict:
        keys = ids if "_an_id" in repr(args[0]) else _of_kind(args[0], field, named)
        return st.dictionaries(keys, _of_kind(args[1], field, named), max_size=2)
    if isinstance(kind, type) and issubclass(kind, Entry):
        return st.deferred(lambda: entries(kind, named))
    if hasattr(kind, "__metadata__"):
        return _of_kind(kind.__origin__, field, named)
    if kind is float:
        return _numbers(field)
    return {str: texts, bool: st.booleans(), type(None): st.none()}[kind]


def _numbers(field: FieldInfo) -> st.SearchStrategy[float]:
    limits = {type(item).__name__.lower(): item for item in field.metadata}
    low = limits["ge"].ge if "ge" in limits else 1e-6
    high = limits["le"].le if "le" in limits else 1e9
    return st.floats(low, high) | st.sampled_from([1.0, 4.5])
