"""The JSON contract of a review (``forcereview.review/1``): documented in docs/reference.

Names and meanings here are a promise. New fields may be added; none is renamed or removed within a
version.
"""

from __future__ import annotations

from typing import Any

from forcereview.answers.leaves import Pointing
from forcereview.publish.held_evidence import HeldEvidence, held_as_json
from forcereview.publish.reproduction import JournalPlace
from forcereview.publish.statements_as_json import statements_as_json
from forcereview.record import Frame, Lens
from forcereview.review import Finding, JointQuestion, Question, Review, Support, TestResult
from forcereview.review.explaining import Branch
from forcereview.standards import Library
from forcereview.statements import check_statements

SCHEMA = "forcereview.review/1"


def review_as_json(
    review: Review,
    *,
    software: str = "",
    journal: JournalPlace | None = None,
    evidence: HeldEvidence | None = None,
) -> dict[str, Any]:
    """The review as plain data, ready for ``json.dumps``. ``software`` is the version to name,
    ``journal`` where the case was read and ``evidence`` what is held for it, if in a workspace."""
    return {
        "schema": SCHEMA,
        "software": software,
        "case": {
            "id": review.case.id,
            "title": review.case.file.title,
            "nature": review.case.file.nature,
            "file": review.case.name,
            "sha256": review.case.digest,
            "workspace": None if journal is None else _journal(journal),
        },
        "lens": _lens(review.lens),
        "findings": [finding_as_json(item) for item in review.findings],
        "tests": [_test(item) for item in review.tests],
        "questions": [_question(item) for item in review.questions],
        "joint_questions": [_joint(item) for item in review.joint_questions],
        "statements": statements_as_json(
            check_statements(review.case, review.library, review.lens)
        ),
        "texts": _texts(review.library),
        "determinations": [item.model_dump() for item in review.determinations],
        "left_out": [
            {"assertion": item.claim.id, "why": item.why} for item in review.folded.left_out
        ],
        "counts": counts(review),
        **({} if evidence is None else {"evidence": held_as_json(evidence)}),
    }


def counts(review: Review) -> dict[str, int]:
    """How many governing findings there are of each kind. Never an average over applications."""
    found: dict[str, int] = {}
    for item in review.governing():
        found[item.finding] = found.get(item.finding, 0) + 1
    return found


def _journal(journal: JournalPlace) -> dict[str, Any]:
    return {"id": journal.workspace, "entry": journal.entry, "hash": journal.hash}


def _texts(library: Library) -> dict[str, Any]:
    """Where provisions and tests, by key, stand in official texts that are attached."""
    return {
        key: {
            "standard": text.standard,
            "item": text.item,
            "sha256": text.sha256,
            "page": anchor.page,
            "quotation": anchor.quotation,
            "confirmed_by": anchor.by,
            "recognised_by_ocr": anchor.recognised,
        }
        for text in library.attached.values()
        for key, anchor in text.anchors.items()
    }


def _lens(lens: Lens) -> dict[str, Any]:
    return {
        "as_of": lens.as_of or None,
        "without": dict(lens.without),
        "perspective": lens.perspective,
        "compare": list(lens.compare),
        "what_if": [
            {"fact": item.fact, "value": item.value, "about": list(item.about)}
            for item in lens.what_if
        ],
    }


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "about": frame.about,
        "id": frame.id,
        "officer": frame.officer or None,
        "subject": frame.subject or None,
        "vehicle": frame.vehicle or None,
        "application": frame.application or None,
        "agency": frame.agency or None,
        "role": frame.role or None,
    }


def _support(support: Support) -> dict[str, Any]:
    return {
        "independent_sources": support.independent_sources,
        "interested_only": support.interested_only,
        "sides": list(support.sides),
        "weakest": support.weakest or None,
        "weakest_sources": support.weakest_sources,
    }


def _pointing(item: Pointing) -> dict[str, Any]:
    return {
        "fact": item.fact,
        "when": item.when,
        "bears": item.bears,
        "because": item.because,
        "assertions": sorted(item.ids),
        "contested": item.contested,
    }


def finding_as_json(item: Finding) -> dict[str, Any]:
    """One finding of the contract."""
    provision = item.rule.provision
    why = item.why_not_applicable
    return {
        "frame": _frame(item.frame),
        "standard": item.rule.standard,
        "provision": provision.id or item.key,
        "key": item.key,
        "topic": provision.topic,
        "says": provision.says,
        "citation": provision.citation,
        "modality": provision.modality,
        "phase": provision.phase,
        "weight": item.weight,
        "persuasive": item.persuasive,
        "basis": provision.basis,
        "finding": item.finding,
        "by_exception": item.by_exception,
        "exceptions": list(item.exceptions),
        "sentence": item.sentence,
        "because": list(item.because),
        "because_also": [list(ids) for ids in item.also_because],
        "support": _support(item.support),
        "indicators": [_pointing(one) for one in item.indicators],
        "presumed": [str(one) for one in item.presumed],
        "open": list(item.open),
        "not_knowable": list(item.not_knowable),
        "why_not_applicable": {"reason": why.reason, "in_words": why.in_words} if why else None,
    }


def _test(item: TestResult) -> dict[str, Any]:
    why = item.why_not_applicable
    return {
        "test": item.test.test.key,
        "title": item.test.test.title,
        "citation": item.test.test.citation,
        "frame": _frame(item.frame),
        "elements": [
            {
                "element": one.element,
                "says": one.says,
                "side": one.side or None,
                "finding": one.finding,
                "sentence": one.sentence,
                "because": list(one.because),
                "support": _support(one.support),
                "indicators": [_pointing(p) for p in one.indicators],
                "presumed": [str(p) for p in one.presumed],
                "open": list(one.open),
            }
            for one in item.elements
        ],
        "why_not_applicable": {"reason": why.reason, "in_words": why.in_words} if why else None,
    }


def _question(item: Question) -> dict[str, Any]:
    return {
        "fact": item.fact,
        "about": list(item.about),
        "question": item.question,
        "state": item.state,
        "settles": item.settles,
        "bears_on": item.bears_on,
        "who_can_answer": list(item.who_can_answer),
        "answers": {
            answer.value: {
                "settles": answer.settles,
                "findings": {f"{frame} {key}": new for frame, key, new in answer.findings},
            }
            for answer in item.answers
        },
    }


def _joint(item: JointQuestion) -> dict[str, Any]:
    return {
        "facts": [
            {"fact": fact, "about": list(about), "value": value}
            for (fact, about), value in zip(item.questions, item.answers, strict=True)
        ],
        "settles": {f"{frame} {key}": new for frame, key, new in item.settles},
    }


def tree_as_json(branch: Branch) -> dict[str, Any]:
    """The explanation of a finding as nested plain data."""
    return {
        "part": branch.part,
        "text": branch.text,
        "stands": branch.stands,
        "settled": branch.settled,
        "decides": branch.decides,
        "words": [word._asdict() for word in branch.words],
        "indicators": [_pointing(item) for item in branch.indicators],
        "presumed": branch.presumed or None,
        "branches": [tree_as_json(item) for item in branch.branches],
    }
