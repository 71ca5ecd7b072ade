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

    agencies: Words = Field((), description="Agencies bound: ice, cbp, dhs, doj, ...; empty: all")
    jurisdictions: Words = Field((), description="Legal areas: us, us-mn, us-ca8, ...; empty: all")
    start: str = Field("", alias="from", description="First day in force")
    end: str = Field("", alias="to", description="Last day in force")


class TextHeld(Part):
    """What the library holds of the text, and when someone last looked."""

    held: Literal["no", "excerpt", "yes"] = Field(
        "no", description="Whether the library holds the words"
    )
    file: str = Field("", description="Name of the text in the library's texts folder")
    checked: str = Field("", description="Day on which someone last looked")
    sources: Words = Field((), description="Where the passages were read")
    missing: str = Field("", description="What was not seen")


class Example(Part):
    """A test: with these facts, this finding.

    ``facts`` maps a fact to yes, no, unknown, contested, a choice, a list of choices (several
    sources), a quantity, or a time such as '47 h after application'.
    """

    name: str = Field("", description="What the example shows")
    element: str = Field("", description="For legal tests: the element that the finding is about")
    facts: dict[str, str | tuple[str, ...]] = Field(
        default_factory=dict, description="Facts and their values"
    )
    agency: str = Field(
        "", description="The officer's agency, where the example is about who is governed"
    )
    date: str = Field("", description="The day of the encounter, where the example is about dates")
    jurisdiction: Words = Field((), description="Legal areas of the place")
    deadlines: dict[str, str] = Field(
        default_factory=dict, description="Time limits assumed, by name"
    )
    finding: FindingWord | Literal["not applicable"] = Field(description="The finding expected")
    by_exception: bool | None = Field(
        None, description="Whether it must be consistent by exception"
    )
    why: str = Field("", description="The reason, for readers")


class Provision(Part):
    """One rule: departed from where ``applies and not exempt and not unless and not requires``."""

    key: str = Field(
        pattern=r"^[A-Z][A-Z0-9]*-[0-9]+[a-z]?$",
        description="Its own key, e.g. D23-12; never reused",
    )
    id: str = Field("", description="Where it stands in the text, e.g. VI.B.2.a")
    topic: str = Field(description="What it is about; standards are compared topic by topic")
    says: str = Field(description="What it says, in one sentence")
    citation: str = Field(description="Where it stands")
    modality: Modality = Field(description="must, must not, should, should not or may")
    phase: Phase = Field(description="before, during or after the force")
    about: About = Field(
        description="Held against: application, encounter, officer, subject, agency or duty"
    )
    each: Literal["officer", "subject", "application", "encounter", "agency"] | None = Field(
        None, description="For duties: to whom one is owed, one frame each"
    )
    judges: Literal["officer using force", "other officers present"] = Field(
        "officer using force", description="Whose conduct it judges"
    )
    applies: str = Field("", description="When it applies; always, if empty")
    exempt: str = Field("", description="When it does not apply although its conditions are met")
    requires: str = Field("", description="What it requires")
    unless: str = Field("", description="What justifies a departure")
    presume: Words = Field(
        (), description="'exception absent unless shown', or 'fact = value' unless shown otherwise"
    )
    perspective: Literal["all", "officer"] = Field(
        "all", description="officer: judged on what the officer is shown to have been able to know"
    )
    basis: Basis = Field(description="How the library knows the passage")
    text_lines: str = Field("", description="Lines of the held text, e.g. '14' or '16-18'")
    governs: Governs | None = Field(None, description="Where it differs from the standard's")
    binding_in: Words = Field((), description="Elsewhere it is shown as guidance")
    weight: Weight | None = Field(
        None, description="binding, guidance or comparison; else from the modality"
    )
    immunity: Literal["", "qualified", "supremacy clause", "absolute"] = Field(
        "", description="The kind of immunity that this provision names, if any"
    )
    note: str = Field("", description="For readers")
    examples: tuple[Example, ...] = Field((), description="At least two, one each way")

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

    id: str = Field(description="Its name within the test")
    says: str = Field(description="What it asks, in one sentence")
    side: Literal["", "subjective", "objective"] = Field(
        "", description="subjective or objective, where the test has such sides"
    )
    exempt: str = Field("", description="Where the element isn't asked, although the test applies")
    requires: str = Field(description="What must be so for the element to be supported")
    unless: str = Field("", description="What supports it otherwise")
    presume: Words = Field((), description="As in a provision")


class LegalTest(Part):
    """A court's or statute's test, with a result per element and never an outcome of a trial."""

    key: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$", description="Its own key")
    title: str = Field(description="Its name")
    says: str = Field(description="What it asks, in one sentence")
    citation: str = Field(description="Where it stands")
    about: About = Field(description="What it is held against")
    applies: str = Field("", description="When it applies; always, if empty")
    basis: Basis = Field(description="How the library knows it")
    provisions: Words = Field((), description="Keys of the provisions it draws together")
    governs: Governs | None = Field(None, description="Where it differs from the standard's")
    binding_in: Words = Field((), description="Elsewhere it is shown as guidance")
    elements: tuple[Element, ...] = Field(min_length=1, description="Each with a result of its own")
    examples: tuple[Example, ...] = Field(
        (), description="At least two for each element, one each way"
    )
    note: str = Field("", description="For readers")


class StandardFile(Part):
    """A standard: a policy, statute, handbook or court's test, in one version."""

    standard: str = Field(
        pattern=r"^[a-z0-9][a-z0-9.-]*$", description="Its id, one for each version"
    )
    title: str = Field(description="Full title")
    short: str = Field(description="Short name for tables")
    issuer: str = Field(description="Who issued it")
    kind: Literal["policy", "statute", "regulation", "case law", "oversight report"] = Field(
        description="What it is"
    )
    governs: Governs = Field(description="Whom and when it binds")
    supersedes: Words = Field((), description="Ids of earlier versions")
    status: str = Field("", description="Whether it is thought to be in force, and by whom")
    text: TextHeld = Field(description="What is held of the text")
    deadlines: dict[str, str] = Field(
        default_factory=dict, description="Deadlines its provisions name, and what each is"
    )
    definitions: dict[str, str] = Field(default_factory=dict, description="Expressions by name")
    provisions: tuple[Provision, ...] = Field((), description="Its provisions")
    tests: tuple[LegalTest, ...] = Field((), description="Its legal tests")
    note: str = Field("", description="For readers")
