"""Documents of a journal for hypothesis: mappings, words, and lists whose items have an id."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

#: few keys and words, so that two documents drawn apart often meet in the same place
keys = st.sampled_from(["a", "b", "id", "people", "0"])
scalars = st.sampled_from(["", "x", "y", "yes", True, False, 0, 1, 1.5, None])


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    item = st.dictionaries(keys.filter(lambda key: key != "id"), inner, max_size=2)
    items = st.dictionaries(st.sampled_from(["p", "q", "r", "s"]), item, max_size=4)
    by_id = items.map(lambda found: [{"id": name, **one} for name, one in found.items()])
    return (
        st.dictionaries(keys, inner, max_size=3)
        | st.lists(inner, max_size=3)
        | by_id
        | by_id.flatmap(st.permutations)
    )


values = st.recursive(scalars, _grown, max_leaves=8)
documents = st.dictionaries(keys, values, max_size=4)


@st.composite
def edited(draw: st.DrawFn, value: Any) -> Any:
    """The value with some of its parts made others: what a person leaves alone stays the same."""
    if draw(st.integers(0, 3)) == 0:
        return draw(values)
    if isinstance(value, dict):
        changed = {
            key: inner if key == "id" or draw(st.booleans()) else draw(edited(inner))
            for key, inner in value.items()
            if key == "id" or draw(st.integers(0, 4))
        }
        return changed | (draw(st.dictionaries(keys, values, max_size=1)) if "id" not in value
                          else {})  # fmt: skip
    if isinstance(value, list):
        return [draw(edited(inner)) for inner in value if draw(st.integers(0, 4))]
    return value


@st.composite
def edited_documents(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """The document with some of its parts made others; still a mapping."""
    kept = {key: value for key, value in document.items() if draw(st.integers(0, 4))}
    inner = {key: draw(edited(value)) if draw(st.booleans()) else value
             for key, value in kept.items()}  # fmt: skip
    return inner | draw(st.dictionaries(keys, values, max_size=1))
