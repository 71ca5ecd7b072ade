"""The standards that ship with forcereview, and any that a user adds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from forcereview.errors import BadInput, Problem, did_you_mean
from forcereview.standards.attached import Anchor, AttachedText, listed, with_text
from forcereview.standards.resolving import ProvisionRule, Standard, TestRule, read_standard
from forcereview.vocabulary import fact_catalogue


@dataclass(frozen=True)
class Library:
    """Standards by id, in the order of their files; ``attached`` are official texts by standard."""

    standards: Mapping[str, Standard]
    attached: Mapping[str, AttachedText] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Standard]:
        return iter(self.standards.values())

    def __len__(self) -> int:
        return len(self.standards)

    @property
    def digest(self) -> str:
        """SHA-256 over the ids and files of its standards, whatever their order, and over what is
        anchored to attached texts.

        Two libraries with the same digest give the same findings on the same basis.
        """
        lines = "".join(f"{s.id} {s.sha256}\n" for s in sorted(self, key=lambda s: s.id))
        return hashlib.sha256((lines + listed(self.attached.values())).encode()).hexdigest()

    @property
    def rules(self) -> list[ProvisionRule]:
        """Every provision."""
        return [rule for standard in self for rule in standard.rules]

    @property
    def tests(self) -> list[TestRule]:
        """Every legal test."""
        return [test for standard in self for test in standard.tests]

    def rule(self, key: str) -> ProvisionRule:
        """The provision with this key.

        Raises:
            BadInput: no standard has it.
        """
        for rule in self.rules:
            if rule.key == key:
                return rule
        hint = did_you_mean(key, [rule.key for rule in self.rules])
        raise BadInput(
            Problem(f"no provision '{key}'", hint or "forcereview standards list shows them")
        )

    def standard(self, name: str) -> Standard:
        """The standard with this id, or the one that holds the provision with this key.

        A key's letters alone (``D23``) name the standard too.

        Raises:
            BadInput: none fits.
        """
        if name in self.standards:
            return self.standards[name]
        for standard in self:
            keys = [rule.key for rule in standard.rules] + [t.test.key for t in standard.tests]
            if name in keys or any(key.rsplit("-", 1)[0] == name for key in keys):
                return standard
        hint = did_you_mean(name, [*self.standards, *(rule.key for rule in self.rules)])
        raise BadInput(
            Problem(f"no standard '{name}'", hint or "forcereview standards list shows them")
        )

    def with_standards(self, added: list[Standard]) -> Library:
        """This library and ``added``; a standard with an id already present replaces it."""
        standards = {**self.standards, **{standard.id: standard for standard in added}}
        return Library(standards).with_attached(self.attached.values())

    def with_attached(self, texts: Iterable[AttachedText]) -> Library:
        """This library with official texts attached; one of a standard it doesn't have is left out.

        What is anchored in them rests on the basis ``text held``.
        """
        known = {text.standard: text for text in texts if text.standard in self.standards}
        changed = {name: with_text(self.standards[name], text) for name, text in known.items()}
        return Library({**self.standards, **changed}, {**self.attached, **known})

    def anchor(self, key: str) -> tuple[AttachedText, Anchor] | None:
        """Where a provision or legal test stands in an attached text."""
        for text in self.attached.values():
            if key in text.anchors:
                return text, text.anchors[key]
        return None


@cache
def standards_library() -> Library:
    """The library that ships with forcereview.

    Raises:
        BadInput: with every problem of every file (a bug in the library, said with its place).
    """
    problems: list[Problem] = []
    standards: dict[str, Standard] = {}
    catalogue = fact_catalogue()
    folder = resources.files("forcereview.standards").joinpath("library")
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".yaml"):
            continue
        try:
            standard = read_standard(
                entry.read_bytes(), f"standards/library/{entry.name}", catalogue
            )
        except BadInput as error:
            problems += error.problems
            continue
        standards[standard.id] = standard
    if problems:
        raise BadInput(problems)
    return Library(standards)


def held_text(name: str) -> str:
    """The words of a text the library holds (statutes, public domain), by file name."""
    path = resources.files("forcereview.standards").joinpath("texts").joinpath(name)
    return path.read_text("utf-8")


def held_words(standard: Standard, rule: ProvisionRule) -> str:
    """The words of a provision that the library holds, or an empty text.

    ``text_lines`` names lines of the standard's text, ``14`` or ``16-18``, or of another held text,
    ``usc-18-242.txt:14``.
    """
    named, _, numbers = rule.provision.text_lines.rpartition(":")
    file = named or standard.file.text.file
    if not numbers or not file:
        return ""
    first, _, last = numbers.partition("-")
    lines = held_text(file).splitlines()[int(first) - 1 : int(last or first)]
    return "\n".join(line.strip() for line in lines if line.strip())
