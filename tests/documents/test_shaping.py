"""A document that doesn't fit its model is told how, in words, once for each misfit."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from forcereview.documents import MOST_PROBLEMS, read_document, salvage, shape
from forcereview.documents.words import Words

PLAINLY = "write it as plain text on one level"


class Wheel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: float = Field(gt=0)
    maker: str = ""


class Car(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    colour: Literal["red", "dark blue"] = "red"
    doors: int = 4
    tags: Words = ()
    wheels: tuple[Wheel, ...] = Field((), min_length=0)
    by_place: dict[str, Wheel] = {}
    value: str | tuple[str, ...] = ""
    electric: bool = False

    @model_validator(mode="after")
    def _hangs_together(self) -> Car:
        if self.name == "boat":
            raise ValueError("a boat is no car; name a car")
        return self


def said(text: str) -> list[str]:
    parsed, problems = shape(read_document(text.encode(), "f"), Car, "car")
    assert (parsed is None) == bool(problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\ncolor: red", "f:2:1: 'color' is not a field here; did you mean 'colour'?"),
        ("name: a\nzzz: 1", "f:2:1: 'zzz' is not a field here; known fields: name, colour, doors, "
         "tags, wheels, by_place, value, electric"),
        ("doors: 3", "f:1:1: 'name' is missing; add 'name:' and its value"),
        ("name: [a]", f"f:1:7: 'name' must be words; {PLAINLY}"),
        ("name:", "f:1:6: 'name' is empty; write its value, or remove it"),
        ("name: boat", "f:1:1: a boat is no car; name a car"),
        ("name: a\ncolour: green", "f:2:9: 'green' is not one of: red, dark blue; "
         "choose one of them"),
        ("name: a\ncolour: dark blu", "f:2:9: 'dark blu' is not one of: red, dark blue; "
         "did you mean 'dark blue'?"),
        ("name: a\ndoors: four", "f:2:8: 'doors' must be a whole number; write it in digits"),
        ("name: a\nelectric: maybe", "f:2:11: 'electric' must be yes or no; write yes or no"),
        ("name: a\ntags: {a: b}", "f:2:7: 'tags' must be a list; write each item after '- '"),
        ("name: a\ntags: [a, [b]]", f"f:2:11: item 2 of 'tags' must be words; {PLAINLY}"),
        ("name: a\nwheels: round", "f:2:9: 'wheels' must be a list; write each item after '- '"),
        ("name: a\nwheels: [round]", "f:2:10: item 1 of 'wheels' must hold 'key: value' lines; "
         "indent them below it"),
        ("name: a\nwheels: [{size: 0}]", "f:2:17: 'size' must be more than 0; correct it"),
        ("name: a\nby_place: {front: {maker: b}}", "f:2:12: 'size' is missing; add 'size:' and its "
         "value"),
        ("name: a\nby_place: {front: {size: 1, makr: b}}", "f:2:29: 'makr' is not a field here; "
         "did you mean 'maker'?"),
        ("name: a\nvalue: {b: c}", f"f:2:8: 'value' must be words; {PLAINLY}"),
        ("name: a\nvalue: [b, {c: d}]", f"f:2:12: item 2 of 'value' must be words; {PLAINLY}"),
    ],
)  # fmt: skip
def test_a_misfit_is_said_in_words_with_its_place(text: str, expected: str) -> None:
    assert said(text) == [expected]


def test_what_fits_has_nothing_said_of_it() -> None:
    assert said("name: a\ntags: b\nwheels: [{size: 15}]\nvalue: [a, b]") == []


def test_a_long_list_of_misfits_ends_with_a_number() -> None:
    lines = said("name: a\n" + "".join(f"k{n}: v\n" for n in range(MOST_PROBLEMS + 40)))
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1].split(": ", 1)[1] == "and 40 more problems; correct those above first"


def test_what_is_left_of_a_malformed_document_keeps_its_places() -> None:
    text = "name: a\nwheels:\n  - {maker: b}\n  - {size: 15}\ndoors: four\n"
    part = salvage(read_document(text.encode(), "f"), Car, {})
    assert part is not None
    assert part.model == Car(name="a", wheels=(Wheel(size=15),))
    assert part.document.place(("wheels", 0, "size")).line == 4


def test_a_stand_in_takes_the_place_of_what_can_be_done_without() -> None:
    document = read_document(b"name: [a]\ndoors: 2\n", "f")
    part = salvage(document, Car, {"name": "some car"})
    assert part is not None
    assert part.model == Car(name="some car", doors=2)
    assert part.stood_in == {"name"}
    assert salvage(document, Car, {}) is None
