"""A consignment as RO-Crate 1.1 metadata: files, what they say of themselves, who handed them on,
and how derived ones were made (https://w3id.org/ro/crate/1.1).

People and bodies are named by role only. What nobody stated is said to be so, not left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from forcereview.evidence import Custody, FileFact, Item
from forcereview.publish.exchange.addresses import address, part_of_address
from forcereview.publish.exchange.consignment import Consignment, Handed, label
from forcereview.publish.exchange.custody_words import instant, told
from forcereview.publish.readable import readable

FILE = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_LICENCE = "#licence"
#: terms that the context of 1.1 doesn't hold yet
_TERMS = {"sha256": "http://schema.org/sha256"}

#: what readers and files call the time of a file's making
_MADE = frozenset(
    {
        "creation time",
        "creation_time",
        "creationdate",
        "datetimeoriginal",
        "time of creation",
        "time of creation, by the device's clock",
    }
)

Node = dict[str, Any]


def crate_metadata(consignment: Consignment) -> Node:
    """The crate's metadata as JSON-LD, flattened as RO-Crate asks."""
    agents = _Agents()
    parts = [*_item_files(consignment), *_other_files(consignment)]
    absent = [_absent(handed) for handed in consignment.left_out]
    actions = list(_actions(consignment, agents))
    sender = agents.of(consignment.by or "the sender")
    organization = _organization(consignment)
    if consignment.organization:
        agents.belongs(consignment.by, organization)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": readable(consignment.name),
        "identifier": consignment.id,
        "description": _description(consignment),
        "datePublished": consignment.made,
        "license": {"@id": _LICENCE},
        "author": sender,
        "publisher": {"@id": organization["@id"]},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "mentions": [{"@id": node["@id"]} for node in (*absent, *actions)],
    }
    graph = [
        _descriptor(),
        root,
        _licence(consignment),
        organization,
        *parts,
        *absent,
        *(fact for handed in consignment.items for fact in _facts(handed.item)),
        *actions,
        *_instruments(consignment),
        *agents.nodes,
    ]
    return {"@context": [f"{_VERSION}/context", _TERMS], "@graph": [*map(_plain, graph)]}


def crate_text(consignment: Consignment) -> str:
    """The crate's metadata as the file holds them."""
    return json.dumps(crate_metadata(consignment), ensure_ascii=False, indent=1) + "\n"


class _Agents:
    """People and bodies by role, each one node."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def of(self, role: str) -> Node:
        """A reference to whoever has this role."""
        name = f"#agent-{part_of_address(role)}"
        if name not in self._nodes:
            self._nodes[name] = {
                "@id": name,
                "@type": "Person",
                "name": readable(role),
                "description": "Named by role; may be a person or a body.",
            }
        return {"@id": name}

    def belongs(self, role: str, organization: Node) -> None:
        """Say of a role in which organization it is."""
        self._nodes[self.of(role)["@id"]]["affiliation"] = {"@id": organization["@id"]}

    @property
    def nodes(self) -> Iterable[Node]:
        """Everyone named so far."""
        return self._nodes.values()


def _plain(node: Node) -> Node:
    """A node whose lists of one are that one, as the compacted form wants them."""
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in node.items()
    }


def _descriptor() -> Node:
    return {
        "@id": FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _VERSION},
    }


def _description(consignment: Consignment) -> str:
    held = len(consignment.items) - len(consignment.left_out)
    text = (
        f"Evidence handed over from a review of police use of force: {held} with their content, "
        f"{len(consignment.left_out)} named without it, {len(consignment.cases)} case files."
    )
    return f"{text} Written by {consignment.software}."


def _licence(consignment: Consignment) -> Node:
    stated = consignment.licence
    return {
        "@id": _LICENCE,
        "@type": "CreativeWork",
        "name": readable(stated) or "not stated",
        "description": (
            "As the sender stated."
            if stated
            else "The sender stated no licence; ask before these files are passed on."
        ),
    }


def _organization(consignment: Consignment) -> Node:
    node = {
        "@id": "#sender",
        "@type": "Organization",
        "name": readable(consignment.organization) or "not stated",
    }
    if consignment.contact:
        node["description"] = f"Contact: {readable(consignment.contact)}"
    return node


def _item_files(consignment: Consignment) -> Iterator[Node]:
    for handed in consignment.items:
        if handed.path:
            yield {"@id": address(handed.path), "@type": "File", **_item(handed.item)}


def _item(item: Item) -> Node:
    node: Node = {
        "name": readable(label(item)),
        "identifier": item.id,
        "alternateName": readable(item.name),
        "encodingFormat": item.type,
        "contentSize": str(item.size),
        "sha256": item.sha256,
    }
    if item.note:
        node["description"] = readable(item.note)
    if item.facts:
        node["additionalProperty"] = [{"@id": _fact_id(item, fact)} for fact in item.facts]
    for fact in item.facts:
        if fact.name.lower() in _MADE and (made := instant(fact.value)):
            node["dateCreated"] = made
            break
    return node


def _absent(handed: Handed) -> Node:
    return {
        "@id": f"#{handed.item.id}",
        "@type": "CreativeWork",
        **_item(handed.item),
        "description": f"Content not included: {handed.why_not}.",
    }


def _fact_id(item: Item, fact: FileFact) -> str:
    return f"#{item.id}-says-{part_of_address(fact.id)}"


def _facts(item: Item) -> Iterator[Node]:
    for fact in item.facts:
        where = f" ({fact.part})" if fact.part else ""
        node = {
            "@id": _fact_id(item, fact),
            "@type": "PropertyValue",
            "name": f"the file says: {readable(fact.name)}{readable(where)}",
            "value": readable(fact.value),
        }
        if fact.read_by:
            node["measurementTechnique"] = f"read by {readable(fact.read_by)}"
        yield node


def _other_files(consignment: Consignment) -> Iterator[Node]:
    for case in consignment.cases:
        yield {
            "@id": address(case.path),
            "@type": "File",
            "name": f"Case {case.id}: {readable(case.title)}",
            "encodingFormat": "application/yaml",
            "contentSize": str(case.size),
            "sha256": case.sha256,
        }
    for file in consignment.files:
        if file.path != FILE:
            yield {
                "@id": address(file.path),
                "@type": "File",
                "name": file.path,
                "description": file.about,
                "encodingFormat": file.type,
            }


def _actions(consignment: Consignment, agents: _Agents) -> Iterator[Node]:
    where = {
        handed.item.id: address(handed.path) if handed.path else f"#{handed.item.id}"
        for handed in consignment.items
    }
    for handed in consignment.items:
        this = {"@id": where[handed.item.id]}
        for number, link in enumerate(handed.item.custody, 1):
            yield _custody(this, handed.item, number, link, agents)
        made = handed.item.derivation
        if made is not None:
            parents = [where[parent] for parent in made.parents if parent in where]
            yield {
                "@id": f"#{handed.item.id}-made",
                "@type": "CreateAction",
                "name": f"{handed.item.id} made of {', '.join(made.parents)}: {made.what}",
                "object": [{"@id": parent} for parent in parents],
                "result": this,
                "instrument": {"@id": _tool_id(handed.item)},
                "agent": agents.of(handed.noted_by or "not stated"),
                "description": f"Parameters: {_parameters(handed.item)}",
                **({"endTime": handed.noted_at} if handed.noted_at else {}),
            }


def _custody(this: Node, item: Item, number: int, link: Custody, agents: _Agents) -> Node:
    node: Node = {
        "@id": f"#{item.id}-custody-{number}",
        "@type": "TransferAction" if link.giver else "Action",
        "name": f"{item.id}, link {number} of its chain of custody: {readable(told(link))}",
        "object": this,
        "agent": agents.of(link.giver or link.holder or "not stated"),
    }
    if link.giver and link.holder:
        node["recipient"] = agents.of(link.holder)
    if at := instant(link.at):
        node["startTime"] = at
    notes = [f"time as told: {link.at}" if link.at and not at else "", link.note]
    if said := "; ".join(note for note in notes if note):
        node["description"] = readable(said)
    return node


def _tool_id(item: Item) -> str:
    assert item.derivation is not None
    return f"#tool-{part_of_address(f'{item.derivation.tool}-{item.derivation.version}')}"


def _parameters(item: Item) -> str:
    assert item.derivation is not None
    made = item.derivation
    place = made.locus.model_dump(mode="json", exclude_defaults=True) if made.locus else {}
    held = {**made.parameters, **({"place": place} if place else {})}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def _instruments(consignment: Consignment) -> Iterator[Node]:
    seen = set()
    for handed in consignment.items:
        made = handed.item.derivation
        if made is None or _tool_id(handed.item) in seen:
            continue
        seen.add(_tool_id(handed.item))
        yield {
            "@id": _tool_id(handed.item),
            "@type": "SoftwareApplication",
            "name": readable(made.tool),
            "softwareVersion": readable(made.version) or "not stated",
        }
