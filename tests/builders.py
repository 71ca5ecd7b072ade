"""Cases and standards for tests, built in the field's words. Each step gives a new builder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from forcereview.record import Case, Lens, read_case
from forcereview.review import Finding, Review, review
from forcereview.standards import Library, ProvisionRule, Standard, read_standard
from forcereview.vocabulary import fact_catalogue

NOON = "2026-03-02 12:00:00"


@dataclass(frozen=True)
class CaseBuilder:
    """An encounter between agent A of ICE and a driver, one source, and whatever is added."""

    data: dict[str, Any]

    def _with(self, group: str, item: Any, name: str = "") -> CaseBuilder:
        data = deepcopy(self.data)
        if name:
            data.setdefault(group, {})[name] = item
        else:
            data.setdefault(group, []).append(item)
        return CaseBuilder(data)

    def with_officer(self, name: str, agency: str = "ice", **more: Any) -> CaseBuilder:
        person = {"role": "officer", **({"agency": agency} if agency else {}), **more}
        return self._with("people", person, name)

    def with_subject(self, name: str) -> CaseBuilder:
        return self._with("people", {"role": "subject"}, name)

    def with_vehicle(self, name: str, operator: str = "") -> CaseBuilder:
        return self._with("vehicles", {"operator": operator} if operator else {"label": name}, name)

    def with_source(self, name: str, side: str = "independent", **more: Any) -> CaseBuilder:
        source = {"title": name, "kind": "account", "side": side, **more}
        return self._with("sources", source, name)

    def with_event(self, name: str, at: str) -> CaseBuilder:
        return self._with("events", {"id": name, "what": name, "at": at})

    def with_shot(self, name: str, **more: Any) -> CaseBuilder:
        return self.with_force(name, "firearm", **more)

    def with_force(self, name: str, kind: str, **more: Any) -> CaseBuilder:
        shot = {"officer": "agent-a", "subject": "driver", "type": kind, "sources": ["video"]}
        return self._with("applications", {"id": name, **shot, **more})

    def said(
        self,
        fact: str,
        value: str | list[str],
        *about: str,
        by: str = "video",
        name: str = "",
        **more: Any,
    ) -> CaseBuilder:
        number = len(self.data.get("assertions", [])) + 1
        assertion = {
            "id": name or f"a{number}",
            "fact": fact,
            "value": value,
            "source": by,
            "about": list(about),
            **more,
        }
        return self._with("assertions", assertion)

    def stated(
        self, name: str, *claims: dict[str, Any], by: str = "agent", **more: Any
    ) -> CaseBuilder:
        """A public statement; its words are those that its claims quote, unless others are given.

        ``institution`` and ``side`` are the speaker's.
        """
        speaker = {"label": more.pop("label", f"speaker of {name}")}
        speaker |= {key: more.pop(key) for key in ("institution", "side") if key in more}
        statement = {
            "id": name,
            "speaker": speaker,
            "said_at": "2026-03-03",
            "channel": "post",
            "words": ". ".join(claim["quotation"] for claim in claims) or "Nothing to say.",
            "source": by,
            "claims": [{"id": f"{name}-{n}", **claim} for n, claim in enumerate(claims, 1)],
            **more,
        }
        return self._with("statements", statement)

    def determined(
        self, fact: str, value: str, *about: str, name: str = "", **more: Any
    ) -> CaseBuilder:
        number = len(self.data.get("determinations", [])) + 1
        decision = {
            "id": name or f"d{number}",
            "by": "review board",
            "decides": {"fact": fact, "about": list(about)},
            "value": value,
            "reasons": "as the board found",
            **more,
        }
        return self._with("determinations", decision)

    def within(self, deadline: str, limit: str, **more: Any) -> CaseBuilder:
        data = deepcopy(self.data)
        deadlines = data.setdefault("configuration", {}).setdefault("deadlines", {})
        deadlines[deadline] = {"within": limit, "source": "agency's manual", **more}
        return CaseBuilder(data)

    def on(self, start: str, end: str = "") -> CaseBuilder:
        return self.encounter(start=start, **({"end": end} if end else {}))

    def encounter(self, **fields: Any) -> CaseBuilder:
        data = deepcopy(self.data)
        data["encounter"] |= fields
        return CaseBuilder(data)

    def read(self) -> Case:
        return read_case(json.dumps(self.data).encode(), "case.yaml")

    def reviewed(
        self, *rules: dict[str, Any] | Library, lens: Lens | None = None, questions: bool = False
    ) -> Review:
        library = rules[0] if isinstance(rules[0], Library) else a_library(a_standard(*rules))
        return review(self.read(), library, lens, questions=questions)

    def finding(self, *rules: dict[str, Any], lens: Lens | None = None) -> Finding:
        """The only finding of these rules (of the first shot, where there are several)."""
        return self.reviewed(*rules, lens=lens).findings[0]


def a_case() -> CaseBuilder:
    place = {"description": "a street", "zone": "America/Chicago"}
    return CaseBuilder(
        {
            "forcereview": "case/1",
            "id": "test",
            "title": "A test",
            "nature": "synthetic",
            "encounter": {"place": place, "jurisdiction": ["us", "us-mn"], "start": NOON},
            "people": {
                "agent-a": {"role": "officer", "agency": "ice"},
                "driver": {"role": "subject"},
            },
            "sources": {
                "video": {"title": "a video", "kind": "video"},
                "agent": {
                    "title": "the agent's account",
                    "kind": "statement",
                    "by": "agent-a",
                    "side": "officer",
                },
                "family": {"title": "the family's account", "kind": "statement", "side": "subject"},
            },
        }
    )


def a_shooting() -> CaseBuilder:
    """The case with one shot."""
    return a_case().with_shot("shot-1")


def a_rule(key: str = "T-1", **fields: Any) -> dict[str, Any]:
    """A provision; a prohibition unless something is required."""
    rule = {
        "key": key,
        "topic": "force",
        "says": "What the rule says.",
        "citation": "section 1",
        "modality": "must" if fields.get("requires") else "must not",
        "phase": "during",
        "about": "application",
        "basis": "passage read",
        **fields,
    }
    return {name: value for name, value in rule.items() if value not in ("", [], None)}


def a_standard(*rules: dict[str, Any], name: str = "test", **fields: Any) -> Standard:
    return read_standard(
        standard_text(*rules, name=name, **fields), f"{name}.yaml", fact_catalogue()
    )


def standard_text(*rules: dict[str, Any], name: str = "test", **fields: Any) -> bytes:
    data = {
        "standard": name,
        "title": name,
        "short": name,
        "issuer": "the agency",
        "kind": "policy",
        "governs": {},
        "text": {"held": "no"},
        "provisions": list(rules),
        **fields,
    }
    return json.dumps(data).encode()


def a_library(*standards: Standard) -> Library:
    return Library({standard.id: standard for standard in standards})


def a_resolved_rule(**fields: Any) -> ProvisionRule:
    return a_standard(a_rule(**fields)).rules[0]


def facts_open(review: Review) -> set[str]:
    return {name for finding in review.findings for name in finding.open}


def only(items: Iterable[Any]) -> Any:
    """The only one; fails if there are none or several."""
    (item,) = items
    return item


def a_claim(fact: str, value: str, *about: str, **more: Any) -> dict[str, Any]:
    """A claim of a fact, in words of its own."""
    words = f"{fact} is {value}" + "".join(f" for {name}" for name in about)
    return {
        "quotation": words, "kind": "fact", "fact": fact, "value": value, "about": list(about),
        **more,
    }  # fmt: skip


def a_rule_claim(says: str, **more: Any) -> dict[str, Any]:
    """A claim of what a standard or the law holds."""
    return {"quotation": f"the policy {says} it", "kind": "standard", "says": says, **more}
