"""``evidence.json``: a consignment for programs, so that another workspace takes in the same items
with the history their sender tells.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from forcereview.errors import BadInput, Place, Problem
from forcereview.evidence import Item, item_id
from forcereview.publish.exchange.consignment import CaseHanded, Consignment, Handed

FILE = "evidence.json"
_FORM = "forcereview-evidence/1"


def evidence_list(consignment: Consignment) -> str:
    """The consignment's items and cases as the file holds them."""
    data = {
        "form": _FORM,
        "workspace": consignment.workspace,
        "name": consignment.name,
        "made": consignment.made,
        "by": consignment.by,
        "organization": consignment.organization,
        "contact": consignment.contact,
        "licence": consignment.licence,
        "software": consignment.software,
        "items": [
            {
                "item": handed.item.document(),
                "path": handed.path,
                "why_not": handed.why_not,
                "noted_at": handed.noted_at,
                "noted_by": handed.noted_by,
            }
            for handed in consignment.items
        ],
        "cases": [
            {
                "id": case.id,
                "title": case.title,
                "path": case.path,
                "sha256": case.sha256,
                "size": case.size,
            }
            for case in consignment.cases
        ],
        "journal": {"entries": consignment.entries, "head": consignment.head},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_evidence_list(raw: bytes, name: str) -> Consignment:
    """The consignment that a file tells of; ``name`` is what complaints call the file.

    Raises:
        BadInput: the file is none of ours, or tells what can't be.
    """
    try:
        data = json.loads(raw)
        if data["form"] != _FORM:
            raise _bad(name, f"its form is {data['form']!r}; this version reads {_FORM}")
        return _consignment(data, name)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        raise _bad(name, f"it can't be read ({type(error).__name__}: {why})") from None


def _consignment(data: dict[str, Any], name: str) -> Consignment:
    return Consignment(
        workspace=str(data["workspace"]),
        name=str(data["name"]),
        made=str(data["made"]),
        by=str(data["by"]),
        software=str(data["software"]),
        organization=str(data["organization"]),
        contact=str(data["contact"]),
        licence=str(data["licence"]),
        items=tuple(_handed(each, name) for each in data["items"]),
        cases=tuple(CaseHanded(**each) for each in data["cases"]),
        entries=int(data["journal"]["entries"]),
        head=str(data["journal"]["head"]),
    )


def _handed(data: dict[str, Any], name: str) -> Handed:
    item = Item.model_validate(data["item"])
    if item.id != item_id(item.sha256):
        raise _bad(name, f"the item {item.id} doesn't have the hash that its id is made of")
    noted = (str(data[field]) for field in ("path", "why_not", "noted_at", "noted_by"))
    return Handed(item, *noted)


def _bad(name: str, what: str) -> BadInput:
    return BadInput(Problem(what, "ask the sender for a new copy", Place(name)))
