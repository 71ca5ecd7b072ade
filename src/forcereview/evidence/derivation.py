"""The recipes by which items are made of others, and what each of them needs to know.

A recipe is a reader that always gives the same bytes for the same parent and parameters with the
same versions of its libraries. Its version goes up when it would give others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from forcereview.errors import BadInput, Problem, Refused, cited, did_you_mean
from forcereview.evidence.fragments import plain_number
from forcereview.evidence.model import Derivation, Item, Locus
from forcereview.evidence.regions import region_text

What = Literal["extract", "transcode", "still", "crop", "clip", "enhancement", "page"]
#: what was made by a program outside is named so, before the program's name
OUTSIDE = "outside: "
_RECORDINGS = ("video/", "audio/", "application/ogg", "application/mxf")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an item is made: ``reader`` writes ``file`` from a parent of one of the types that begin
    as ``takes`` say. ``fixed`` are parameters that make this recipe of a reader."""

    name: What
    version: str
    reader: str
    takes: tuple[str, ...]
    of: str
    file: str
    fixed: tuple[tuple[str, Any], ...] = ()


RECIPES: dict[str, tuple[Recipe, ...]] = {
    "still": (Recipe("still", "1", "still", _RECORDINGS, "a recording", "still.png"),),
    "clip": (Recipe("clip", "1", "clip", _RECORDINGS, "a recording", "clip.mkv"),),
    "extract": (
        Recipe(
            "extract",
            "1",
            "clip",
            _RECORDINGS,
            "a recording with sound",
            "clip.mkv",
            (("streams", "sound"),),
        ),
    ),
    "crop": (Recipe("crop", "1", "picture", ("image/",), "a picture", "picture.png"),),
    "enhancement": (
        Recipe("enhancement", "1", "picture", ("image/",), "a picture", "picture.png"),
    ),
    "page": (Recipe("page", "1", "page_image", ("application/pdf",), "a PDF", "page.png"),),
    "transcode": (
        Recipe("transcode", "1", "clip", _RECORDINGS, "a recording or a picture", "clip.mkv"),
        Recipe("transcode", "1", "picture", ("image/",), "a recording or a picture", "picture.png"),
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks a recipe for; None and "" where nothing was said."""

    at_s: float | None = None
    frame: int | None = None
    start_s: float | None = None
    end_s: float | None = None
    region: str = ""
    page: int | None = None
    dots: int | None = None
    brightness: float | None = None
    contrast: float | None = None
    gamma: float | None = None


_NEEDS = {
    "still": ("at_s", "frame"),
    "clip": ("start_s", "end_s"),
    "crop": ("region",),
    "page": ("page", "dots"),
    "enhancement": ("brightness", "contrast", "gamma"),
    "extract": (),
    "transcode": (),
}
_OPTIONS = {
    "at_s": "--at",
    "start_s": "--from",
    "end_s": "--to",
    "dots": "--dpi",
}


def recipe_for(name: str, item: Item) -> Recipe:
    """The recipe of this name for an item.

    Raises:
        BadInput: there is no such recipe.
        Refused: it can't be used on an item of this type.
    """
    if name not in RECIPES:
        hint = did_you_mean(name, RECIPES) or f"known: {', '.join(RECIPES)}"
        raise BadInput(Problem(f"{cited(name)} is no recipe", hint))
    for recipe in RECIPES[name]:
        if item.type.startswith(recipe.takes):
            return recipe
    raise Refused(
        Problem(
            f"{item.id} is {item.type}; this can only be made of {RECIPES[name][0].of}",
            "'forcereview evidence examine' looks at the type anew",
        )
    )


def recipe_of(derivation: Derivation, parent: Item) -> Recipe | None:
    """The recipe by which an item was made, if it is one of ours and its version is today's."""
    version = derivation.version.partition(";")[0]
    for recipe in RECIPES.get(derivation.tool, ()):
        if parent.type.startswith(recipe.takes) and recipe.version == version:
            return recipe
    return None


def parameters(recipe: Recipe, asked: Asked) -> dict[str, Any]:
    """All that the result depends on beside the parent, as the reader takes it.

    Raises:
        BadInput: something is missing, can't be, or isn't for this recipe.
    """
    given = {name: getattr(asked, name) for name in Asked.__slots__}
    given = {name: value for name, value in given.items() if value not in (None, "")}
    needs = _NEEDS[recipe.name]
    foreign = [name for name in given if name not in needs]
    if foreign:
        options = ", ".join(map(_option, needs)) or "no options"
        raise BadInput(
            Problem(
                f"{_option(foreign[0])} is nothing that {recipe.name} takes", f"it takes {options}"
            )
        )
    _check(recipe, given)
    if recipe.name == "crop":
        given = {"crop": region_text(given["region"])}
    return {**dict(recipe.fixed), **given}


def locus_made_of(recipe: Recipe, made: Mapping[str, Any]) -> Locus | None:
    """The part of the parent that these parameters show; None for all of it."""
    if "at_s" in made:
        return Locus(start_s=made["at_s"])
    if "end_s" in made:
        return Locus(start_s=made["start_s"], end_s=made["end_s"])
    if "page" in made:
        return Locus(page=made["page"])
    if "crop" in made:
        return Locus(region=made["crop"])
    return None


def settings_in_words(made: Mapping[str, Any]) -> str:
    """Parameters as people read them: ``at 12.4 s``, ``brightness 0.2, contrast 1.5``."""
    order = [*Asked.__slots__, "crop"]
    return ", ".join(_setting(name, made[name]) for name in order if name in made)


def made_outside(derivation: Derivation) -> bool:
    """Whether a program outside made an item."""
    return derivation.tool.startswith(OUTSIDE)


def _setting(name: str, value: Any) -> str:
    shown = plain_number(value) if isinstance(value, float) else str(value)
    forms = {
        "at_s": f"at {shown} s",
        "start_s": f"from {shown} s",
        "end_s": f"to {shown} s",
        "crop": shown,
        "dots": f"{shown} dots an inch",
    }
    return forms.get(name, f"{name} {shown}")


def _check(recipe: Recipe, given: Mapping[str, Any]) -> None:
    name = recipe.name
    if name == "still" and len(given) != 1:
        raise _missing(name, "say which frame: --at SECONDS, or --frame N counted from 0")
    if name == "clip" and len(given) != 2:
        raise _missing(name, "say from when to when: --from SECONDS --to SECONDS")
    if name == "clip" and given["end_s"] <= given["start_s"]:
        raise BadInput(Problem("the clip ends before it begins", "give the later time with --to"))
    if name == "crop" and not given:
        raise _missing(name, "say what part: --region xywh=percent:10,10,20,20")
    if name == "page" and "page" not in given:
        raise _missing(name, "say which page: --page N")
    if name == "enhancement" and not given:
        raise _missing(name, "say what: --brightness 0.2, --contrast 1.5, --gamma 1.8")
    ranges = {
        "at_s": (0, 1e7),
        "frame": (0, 1e9),
        "start_s": (0, 1e7),
        "end_s": (0, 1e7),
        "page": (1, 1e6),
        "dots": (36, 600),
        "brightness": (-1, 1),
        "contrast": (0, 10),
        "gamma": (0.1, 10),
    }
    for option, value in given.items():
        if option in ranges and not ranges[option][0] <= value <= ranges[option][1]:
            least, most = ranges[option]
            raise BadInput(
                Problem(
                    f"{_option(option)} {plain_number(value)} can't be",
                    f"give a value from {plain_number(least)} to {plain_number(most)}",
                )
            )


def _missing(name: str, todo: str) -> BadInput:
    return BadInput(Problem(f"{name} isn't told enough, or too much", todo))


def _option(name: str) -> str:
    return _OPTIONS.get(name, f"--{name}")
