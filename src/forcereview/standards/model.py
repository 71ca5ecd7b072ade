"""The form of a standard file: one standard, one version, a file.

A standard is a list of provisions, and of legal tests with elements, in the provision language
(:mod:`forcereview.standards.expressions`). These models give the file its shape; references,
definitions and dates are read in :mod:`forcereview.standards.resolving`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forcereview.documents.words import Words
from forcereview.vocabulary.words import About, Basis, FindingWord, Modality, Phase, Weight


class Part(BaseModel):
    """Base of everything in a standard file: frozen, no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Governs(Part):
    """Whom and when a standard binds.

    ``agencies`` and ``jurisdictions``: any of them; empty means all. ``start`` and ``end`` are days
    (both inclusive) as a day, a month or "A to B" where the exact day isn't known.
    """

    agencies: Words = ()
    jurisdictions: Words = ()
    start: str = Field("", alias="from")
    end: str = Field("", alias="to")


class TextHeld(Part):
    """What the library holds of the text, and when someone last looked."""

    held: Literal["no", "excerpt", "yes"] = "no"
    file: str = Field("", description="Name of the text in the library's texts folder")
    checked: str = ""
    sources: Words = Field((), description="Where the passages were read")
    missing: str = ""


class Example(Part):
    """A test: with these facts, this finding.

    ``facts`` maps a fact to yes, no, unknown, contested, a choice, a list of choices (several
    sources), a quantity, or a time such as '47 h after application'.
    """

    name: str = ""
    element: str = Field("", description="For legal tests: the element that the finding is about")
    facts: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    agency: str = ""
    date: str = ""
    jurisdiction: Words = ()
    deadlines: dict[str, str] = Field(default_factory=dict)
    finding: FindingWord | Literal["not applicable"]
    by_exception: bool | None = None
    why: str = ""


class Provision(Part):
    """One rule. See DESIGN: ``v = applies and not exempt and not unless and not requires``."""

    key: str = Field(pattern=r"^[A-Z][A-Z0-9]*-[0-9]+[a-z]?$")
    id: str = Field("", description="Where it stands in the text, e.g. VI.B.2.a")
    topic: str
    says: str
    citation: str
    modality: Modality
    phase: Phase
    about: About
    each: Literal["officer", "subject", "application", "encounter", "agency"] | None = Field(
        None, description="For duties: to whom one is owed, one frame each"
    )
    judges: Literal["officer using force", "other officers present"] = "officer using force"
    applies: str = ""
    exempt: str = ""
    requires: str = ""
    unless: str = ""
    presume: Words = Field(
        (), description="'exception absent unless shown', or 'fact = value' unless shown otherwise"
    )
    perspective: Literal["all", "officer"] = "all"
    basis: Basis
    text_lines: str = Field("", description="Lines of the held text, e.g. '14' or '16-18'")
    governs: Governs | None = Field(None, description="Where it differs from the standard's")
    binding_in: Words = Field((), description="Elsewhere it is shown as guidance")
    weight: Weight | None = None
    immunity: Literal["", "qualified", "supremacy clause", "absolute"] = Field(
        "", description="The kind of immunity that this provision names, if any"
    )
    note: str = ""
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Provision:
        if not self.requires and self.modality not in ("must not", "should not"):
            raise ValueError(
                f"{self.key} has modality '{self.modality}' but no 'requires'; say what is required"
            )
        if (self.about == "duty") != (self.each is not None):
            raise ValueError(f"{self.key}: 'each' belongs to about: duty; add or remove it")
        return self

    @property
    def default_weight(self) -> Weight:
        """Guidance for "should", binding otherwise, unless the file says so itself."""
        if self.weight:
            return self.weight
        return "guidance" if self.modality in ("should", "should not") else "binding"


class Element(Part):
    """One element of a legal test: met where ``requires`` is so (or its ``unless``)."""

    id: str
    says: str
    side: Literal["", "subjective", "objective"] = ""
    requires: str
    unless: str = ""
    presume: Words = ()


class LegalTest(Part):
    """A court's or statute's test, with a result per element and never an outcome of a trial."""

    key: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$")
    title: str
    says: str
    citation: str
    about: About
    applies: str = ""
    basis: Basis
    provisions: Words = Field((), description="Keys of the provisions it draws together")
    governs: Governs | None = None
    binding_in: Words = ()
    elements: tuple[Element, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = ()
    note: str = ""


class StandardFile(Part):
    """A standard: a policy, statute, handbook or court's test, in one version."""

    standard: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    title: str
    short: str = Field(description="Short name for tables")
    issuer: str
    kind: Literal["policy", "statute", "regulation", "case law", "oversight report"]
    governs: Governs
    supersedes: Words = ()
    status: str = ""
    text: TextHeld
    deadlines: dict[str, str] = Field(
        default_factory=dict, description="Deadlines its provisions name, and what each is"
    )
    definitions: dict[str, str] = Field(default_factory=dict)
    provisions: tuple[Provision, ...] = ()
    tests: tuple[LegalTest, ...] = ()
    note: str = ""
