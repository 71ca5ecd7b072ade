"""Recipes: what they are told, what they take, and the trees of what was made of what."""

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.evidence import Derivation, Item, Locus
from forcereview.evidence.derivation import (
    RECIPES,
    Asked,
    locus_made_of,
    parameters,
    recipe_for,
    recipe_of,
    settings_in_words,
)
from forcereview.evidence.trees import Branch, trees_about


def an_item(id: str, type: str = "video/mp4", parents: tuple[str, ...] = ()) -> Item:
    made = (
        Derivation(parents=parents, what="still", tool="still", version="1; x") if parents else None
    )
    return Item(id=id, sha256="0" * 64, size=1, name=id, type=type, derivation=made)


@pytest.mark.parametrize(
    ("recipe", "type", "asked", "given", "words"),
    [
        ("still", "video/mp4", Asked(at_s=12.4), {"at_s": 12.4}, "at 12.4 s"),
        ("still", "video/mp4", Asked(frame=3), {"frame": 3}, "frame 3"),
        (
            "clip", "audio/x-wav", Asked(start_s=1, end_s=2.5), {"start_s": 1, "end_s": 2.5},
            "from 1 s, to 2.5 s",
        ),
        ("extract", "video/mp4", Asked(), {"streams": "sound"}, ""),
        (
            "crop", "image/png", Asked(region="1,2,3,4"), {"crop": "xywh=pixel:1,2,3,4"},
            "xywh=pixel:1,2,3,4",
        ),
        ("page", "application/pdf", Asked(page=3, dots=300), {"page": 3, "dots": 300},
         "page 3, 300 dots an inch"),
        ("enhancement", "image/png", Asked(contrast=1.5), {"contrast": 1.5}, "contrast 1.5"),
        ("transcode", "image/tiff", Asked(), {}, ""),
    ],
)  # fmt: skip
def test_parameters_are_all_that_the_result_depends_on(
    recipe: str, type: str, asked: Asked, given: dict[str, object], words: str
):
    made = parameters(recipe_for(recipe, an_item("e-1", type)), asked)
    assert made == given
    assert settings_in_words(made) == words


@pytest.mark.parametrize(
    ("recipe", "type", "asked", "why"),
    [
        ("still", "video/mp4", Asked(), "say which frame"),
        ("still", "video/mp4", Asked(at_s=1, frame=2), "say which frame"),
        ("still", "video/mp4", Asked(at_s=1, page=2), "--page is nothing that still takes"),
        ("clip", "video/mp4", Asked(start_s=2), "--from SECONDS --to SECONDS"),
        ("clip", "video/mp4", Asked(start_s=2, end_s=1), "ends before it begins"),
        ("crop", "image/png", Asked(), "say what part"),
        ("page", "application/pdf", Asked(dots=72), "say which page"),
        ("page", "application/pdf", Asked(page=1, dots=9999), "--dpi 9999 can't be"),
        ("enhancement", "image/png", Asked(), "--brightness"),
        ("enhancement", "image/png", Asked(gamma=0), "--gamma 0 can't be"),
        ("extract", "video/mp4", Asked(at_s=1), "it takes no options"),
    ],
)
def test_too_little_and_too_much_are_told_with_what_to_give(
    recipe: str, type: str, asked: Asked, why: str
):
    chosen = recipe_for(recipe, an_item("e-1", type))
    with pytest.raises(BadInput, match=why):
        parameters(chosen, asked)


def test_a_recipe_is_refused_for_what_it_cannot_be_used_on():
    with pytest.raises(Refused, match="can only be made of a recording"):
        recipe_for("still", an_item("e-1", "application/pdf"))
    with pytest.raises(BadInput, match="did you mean 'still'"):
        recipe_for("stil", an_item("e-1"))


def test_what_an_item_shows_of_its_parent_is_a_place_in_it():
    assert locus_made_of(RECIPES["still"][0], {"at_s": 2.0}) == Locus(start_s=2.0)
    assert locus_made_of(RECIPES["page"][0], {"page": 2}) == Locus(page=2)
    assert locus_made_of(RECIPES["extract"][0], {"streams": "sound"}) is None


def test_a_recipe_of_another_version_is_not_today_s():
    how = Derivation(parents=("e-1",), what="still", tool="still", version="1; pyav 1")
    assert recipe_of(how, an_item("e-1")) is RECIPES["still"][0]
    assert recipe_of(how.model_copy(update={"version": "2; pyav 1"}), an_item("e-1")) is None
    assert recipe_of(how.model_copy(update={"tool": "outside: x"}), an_item("e-1")) is None


def test_a_tree_goes_from_the_first_parent_all_the_way_down():
    first, still = an_item("e-1"), an_item("e-2", parents=("e-1",))
    crop, other = an_item("e-3", parents=("e-2",)), an_item("e-4")
    tree = Branch("e-1", first, (Branch("e-2", still, (Branch("e-3", crop),)),))
    for asked in (first, still, crop):
        assert trees_about(asked, [first, still, crop, other]) == (tree,)
    assert trees_about(other, [first, other]) == (Branch("e-4", other),)


def test_an_item_of_two_parents_stands_in_both_trees_and_is_unfolded_once():
    one, two = an_item("e-1"), an_item("e-2")
    both = an_item("e-3", parents=("e-1", "e-2"))
    below = an_item("e-4", parents=("e-3",))
    assert trees_about(below, [one, two, both, below]) == (
        Branch("e-1", one, (Branch("e-3", both, (Branch("e-4", below),)),)),
        Branch("e-2", two, (Branch("e-3", both, again=True),)),
    )


def test_parents_that_are_not_held_are_named_and_circles_end():
    lost = an_item("e-2", parents=("e-1",))
    assert trees_about(lost, [lost]) == (Branch("e-1", None, (Branch("e-2", lost),)),)
    one, two = an_item("e-1", parents=("e-2",)), an_item("e-2", parents=("e-1",))
    assert [tree.id for tree in trees_about(one, [one, two])] == ["e-2"]
