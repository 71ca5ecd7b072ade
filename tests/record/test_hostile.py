"""Whatever a case file holds, checking it ends: with a case or with complaints, never otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.test_hostile import calls_made, within
from forcereview.record import Reading, check_case
from forcereview.vocabulary import (
    Calendar,
    MomentError,
    QuantityError,
    Timeline,
    parse_moment,
    parse_quantity,
)

T = TypeVar("T")
HEAD = b"""\
forcereview: case/1
id: c
title: t
nature: synthetic
encounter:
  place: {description: d, zone: America/Chicago}
  jurisdiction: us
  start: 2026-01-07 09:35
people:
  o: {role: officer, agency: ice}
  s: {role: subject}
sources: {v: {title: t, kind: video, clock: {frame_rate: 30}}}
"""
SMALL = (
    HEAD
    + b"""\
applications:
  - {id: f1, officer: o, subject: s, type: firearm, at: 09:37:10, sources: v}
assertions:
  - id: a1
    fact: vehicle.min_distance
    value: "0.4 \xc2\xb1 0.1 m"   # measured
    source: v
  - {id: a2, fact: subject.threat_imminent, value: yes, about: f1, source: v}
"""
)
CALENDAR = Calendar(ZoneInfo("America/Chicago"), "2026-01-07", (("v", 30.0),))


def checked(raw: bytes) -> Reading:
    """The reading of some bytes, which either is a case or says why not, with what to do."""
    reading = check_case(raw, "case.yaml")
    assert (reading.case is None) == bool(reading.errors)
    for problem in reading.problems:
        assert problem.todo
        assert str(problem).startswith("case.yaml:")
        assert len(str(problem)) < 800
    return reading


def test_a_file_cut_off_at_any_byte_is_a_case_or_a_complaint() -> None:
    usable = [length for length in range(len(SMALL) + 1) if checked(SMALL[:length]).case]
    assert len(SMALL) in usable
    assert len(usable) < 60


@settings(max_examples=400)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SMALL)),
            st.integers(0, 6),
            st.binary(max_size=3) | st.sampled_from([b":", b"\n", b"  ", b"- ", b"'", b"{", b"9"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_file_with_any_bytes_exchanged_is_a_case_or_a_complaint(
    edits: list[tuple[int, int, bytes]],
) -> None:
    raw = SMALL
    for at, length, new in edits:
        raw = raw[:at] + new + raw[at + length :]
    checked(raw)


VALUES = st.sampled_from(
    ["9" * 10_000, "-" + "9" * 400 + " m", "1e999 m", "1e-999 s", "nan m", "inf m", "0x10 m", "٣ m",
     "1e15 km", "0.4 ± 1e300 m", "5 m (0 %)", "5 m (1e9 %)", "about -5 s", "at least 2 s after f1",
     "0001-01-01", "0000-01-01", "1700-01-01", "2199-12-31", "9999-12-31 23:59:59", "99999-01-01",
     "2026-01-07 09:37:60", "2026-01-07 24:00", "-1:00", "2026-01-07 ± 99999999 d", "1 s after a b",
     "after f1", "some time after f1", "some time before f1", "never", "none", "about 2026-01-07",
     "9999999999 h after f1", "1e300 s after f1", "1 s after f1 after f1", "1 s before 09:37",
     "frame " + "9" * 5_000 + " of v", "frame 9999999999 of v", "frame 5 to 3 of v",
     "frame -1 of v", "at", "during", "after", "before", "to", " to ", "..", "± 2 s", "about",
     "about about", "~",
     "2026-01-07 to 2026-01-08 to 2026-01-09", "2026-01-08 to 2026-01-07", "09:37 to 09:36 ± 2 s",
     "2026-03-08 02:30", "2026-11-01 01:30", "\u2212" * 200, "(" * 300, "\t", "{}", "[]", "&", "*"]
)  # fmt: skip
FIELDS = st.sampled_from(["start", "end", "at", "value", "said_at"])


@settings(max_examples=300)
@given(VALUES | st.text(max_size=30), VALUES, FIELDS)
def test_any_words_for_a_time_or_a_value_are_read_or_refused(
    one: str, two: str, field: str
) -> None:
    def quoted(words: str) -> str:
        return "'" + words.replace("'", "''").replace("\n", " ") + "'"

    place = {"start": "2026-01-07 09:35", "end": "", "at": "09:37", "value": "2 s", "said_at": ""}
    place[field] = one
    text = f"""
forcereview: case/1
id: c
title: t
nature: synthetic
encounter:
  place: {{description: d, zone: America/Chicago}}
  jurisdiction: us
  start: {quoted(place["start"])}
  end: {quoted(place["end"])}
people: {{o: {{role: officer}}, s: {{role: subject}}}}
sources: {{v: {{title: t, kind: video, clock: {{frame_rate: 30, starts: {quoted(two)}}}}}}}
applications:
  - {{id: f1, officer: o, subject: s, type: firearm, at: {quoted(place["at"])}, sources: v}}
assertions:
  - {{id: a1, fact: report.written_at, value: {quoted(two)}, source: v}}
  - {{id: a2, fact: force.interval_since_previous, value: {quoted(place["value"])}, source: v}}
  - {{id: a3, fact: vehicle.moving, value: yes, at: {quoted(two)}, source: v}}
  - {{id: a4, fact: vehicle.moving, value: yes, said_at: {quoted(place["said_at"])}, source: v}}
"""
    checked(text.encode("utf-8", "replace"))


def tried(read: Callable[[], T], refusal: type[ValueError]) -> T | None:
    """What is read, or None where it is refused with what to do."""
    try:
        return read()
    except refusal as error:
        what, _, todo = str(error).partition("; ")
        return None if what and todo else pytest.fail(str(error))


@settings(max_examples=300)
@given(VALUES | st.text(alphabet="0123456789 .:-+±tofaberndv%()m/s", max_size=40))
def test_no_time_or_quantity_is_read_that_cannot_be_counted_with(words: str) -> None:
    moment = tried(lambda: parse_moment(words, CALENDAR), MomentError)
    if moment is not None:
        assert moment.span.low <= moment.span.high
        clock = Timeline({}).clock(moment)
        assert clock is None or abs(clock.low) < 1e11 > abs(clock.high)
    quantity = tried(lambda: parse_quantity(words), QuantityError)
    if quantity is not None:
        assert quantity.low <= quantity.high
        assert quantity.low < float("inf")
        assert quantity.high > float("-inf")


@pytest.mark.parametrize(
    "words",
    [
        "9" * 1_000_000,
        "5 m" + " m" * 500_000,
        "5" + " " * 1_000_000 + "(",
        "about " * 200_000,
        "1 to " * 200_000,
        "after " * 200_000,
        "a " * 400_000 + "after b",
        "± " * 400_000,
        "12:" * 300_000,
        "(" * 1_000_000,
        "5 m (" + "9" * 1_000_000 + " %)",
        "frame " + "9" * 1_000_000 + " of v",
    ],
    ids=range(12),
)
def test_a_million_signs_are_refused_as_soon_as_a_hundred(words: str) -> None:
    def attempt(text: str) -> None:
        for read in (lambda: parse_moment(text, CALENDAR), lambda: parse_quantity(text)):
            with pytest.raises(ValueError, match="; "):
                read()

    attempt(words)
    assert calls_made(lambda: attempt(words)) < 2_000


def listed(section: str, entry: Callable[[int], str], number: int) -> bytes:
    """A case with a section of so many entries, each written between braces."""
    entries = "".join(f"  - {{{entry(i)}}}\n" for i in range(number))
    return HEAD + f"{section}:\n{entries}".encode()


def assertion(i: int, rest: str = "value: yes", fact: str = "vehicle.moving") -> str:
    return f"id: a{i}, fact: {fact}, source: v, {rest}"


GROWN: dict[str, Callable[[int], bytes]] = {
    "people": lambda n: HEAD.replace(
        b"sources:", b"".join(b"  p%d: {role: witness}\n" % i for i in range(n)) + b"sources:"
    ),
    "events, each after the last": lambda n: listed(
        "events", lambda i: f"id: e{i}, what: w, at: 1 s after e{i - 1}", n
    ),
    "events in a circle": lambda n: listed(
        "events", lambda i: f"id: e{i}, what: w, at: 1 s after e{(i + 1) % n}", n
    ),
    "sources, each from the next": lambda n: HEAD.replace(
        b"sources: {",
        "".join(
            ["sources: {"]
            + [f"s{i}: {{title: t, kind: k, derives_from: s{(i + 1) % n}}}, " for i in range(n)]
        ).encode(),
    ),
    "assertions": lambda n: listed("assertions", assertion, n),
    "assertions that exclude each other": lambda n: listed(
        "assertions", lambda i: assertion(i, f"value: {'no' if i % 2 else 'yes'}"), n
    ),
    "misspelt facts": lambda n: listed(
        "assertions", lambda i: assertion(i, fact="vehicle.moveing"), n
    ),
    "misspelt fields": lambda n: HEAD + b"".join(b"k%d: v\n" % i for i in range(n)),
    "entries of another form": lambda n: HEAD + b"assertions:\n" + b"  - [a]\n" * n,
    "applications and assertions": lambda n: (
        listed(
            "applications",
            lambda i: f"id: f{i}, officer: o, subject: s, type: firearm, sources: v, at: '09:37'",
            n,
        )
        + listed(
            "assertions", lambda i: assertion(i, f"value: yes, about: f{i}, at: '09:37'"), n
        ).removeprefix(HEAD)
    ),
}


@pytest.mark.parametrize("what", GROWN)
def test_checking_grows_no_faster_than_the_file(what: str) -> None:
    def work(size: int) -> int:
        raw = GROWN[what](size)
        return calls_made(lambda: check_case(raw, "case.yaml"))

    work(10)
    assert work(1_600) <= 2.3 * work(800)


@pytest.mark.parametrize("what", ["people", "events in a circle", "assertions", "misspelt fields"])
def test_a_full_file_is_checked_in_bounded_memory(what: str) -> None:
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from record.test_hostile import GROWN
from forcereview.record import check_case
reading = check_case(GROWN[{what!r}](16_000), 'case.yaml')
print(len(reading.problems) < 202)
"""
    assert within(600, 60, program) == "True"
