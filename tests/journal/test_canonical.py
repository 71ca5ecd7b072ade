"""Canonical JSON is that of RFC 8785, by whichever way it is made."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.journal import canonical
from forcereview.journal.entry import decoded

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(values)
def test_every_value_has_the_bytes_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_what_was_read_is_written_with_the_same_bytes(value: object) -> None:
    raw = canonical(value)
    assert canonical(decoded(raw.decode())) == raw


@pytest.mark.parametrize(
    "value",
    [
        {"\U00010000": 1, "\uffff": 2, "a": 3},
        {"é": 1, "e": 2},
        ['\x00\x1f\x7f\u2028"\\\b\f\n\r\t/'],
        [1e16, 1e21, 0.1, -0.0, 2**53 - 1],
        ({"a": (1, 2)},),
    ],
)
def test_corner_cases_have_them_too(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    [2**53, float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: "a"}, {None: 1}, {"a": {2}}],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(BadInput, match="canonical JSON"):
        canonical(value)
