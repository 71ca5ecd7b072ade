"""The field's closed lists of words, and how each is read aloud."""

from __future__ import annotations

from typing import Literal

Modality = Literal["must", "must not", "should", "should not", "may"]
Phase = Literal["before", "during", "after"]
About = Literal["application", "encounter", "officer", "subject", "agency", "duty"]
Role = Literal["officer", "subject", "bystander", "witness"]
Side = Literal["officer", "subject", "independent"]
Basis = Literal["statute held", "text held", "passage read", "reported", "summary", "background"]
Weight = Literal["binding", "guidance", "comparison"]
FindingWord = Literal["consistent", "inconsistent", "contested", "undetermined", "not_applicable"]
ClaimKind = Literal["fact", "procedure", "standard", "law", "opinion"]
WordsBasis = Literal["exact", "as quoted by another", "paraphrase"]
ResultWord = Literal[
    "supported", "contradicted", "contested", "unsupported", "misstates", "opinion"
]

#: what each basis means, in words for reports
BASIS_WORDS: dict[str, str] = {
    "statute held": "the words of the statute are held in the library",
    "text held": "the official text is attached and the passage was found in it",
    "passage read": "our paraphrase of a passage that was read in a copy",
    "reported": "as a newspaper reports the document; the document itself is not held",
    "summary": "from a summary or press account; check the text",
    "background": "background knowledge; check the text",
}
#: bases on which no finding is settled until someone has checked the text
CHECK_THE_TEXT: frozenset[str] = frozenset({"reported", "summary", "background"})

#: finding -> (word for reports, sign that doesn't rely on colour)
FINDING_WORDS: dict[str, tuple[str, str]] = {
    "inconsistent": ("inconsistent", "✕"),
    "contested": ("contested", "≠"),
    "undetermined": ("undetermined", "?"),
    "consistent": ("consistent", "✓"),
    "not_applicable": ("not applicable", "–"),
}

#: result of a public claim -> (word for reports, sign that doesn't rely on colour)
RESULT_WORDS: dict[str, tuple[str, str]] = {
    "supported": ("supported", "✓"),
    "contradicted": ("contradicted", "✕"),
    "contested": ("contested", "≠"),
    "unsupported": ("not supported by anything held", "○"),
    "misstates": ("misstates the standard", "≢"),
    "opinion": ("opinion, not checked", "–"),
}
