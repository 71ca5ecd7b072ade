"""A consignment as a graph in CASE and UCO: evidence as observable files, and every action on them
in order (https://caseontology.org, version 1.4; UCO 1.4).

Each item is an observable file with its hash and a provenance record (its number as an exhibit).
Each link of its chain of custody is an investigative action informed by the one before; derivation
is one too, with the tool as instrument. Actors are roles, never people. Identifiers are made from
what they identify, so that two exports of one item speak of the same thing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forcereview.evidence import Custody, Derivation, Item
from forcereview.publish.exchange.consignment import Consignment, Handed, label
from forcereview.publish.exchange.custody_words import instant, told
from forcereview.publish.exchange.identifiers import urn
from forcereview.publish.readable import readable

FILE = "case-graph.jsonld"

_UCO = "https://ontology.unifiedcyberontology.org/uco"
_CONTEXT = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    **{
        f"uco-{part}": f"{_UCO}/{part}/"
        for part in ("action", "core", "identity", "observable", "role", "tool", "types")
    },
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Node = dict[str, Any]


def case_graph(consignment: Consignment) -> Node:
    """The graph as JSON-LD."""
    return {"@context": _CONTEXT, "@graph": [*_nodes(consignment)]}


def case_graph_text(consignment: Consignment) -> str:
    """The graph as the file holds it."""
    return json.dumps(case_graph(consignment), ensure_ascii=False, indent=1) + "\n"


def _nodes(consignment: Consignment) -> Iterator[Node]:
    roles: dict[str, Node] = {}
    tools: dict[str, Node] = {}
    inside: list[Node] = []
    known = {handed.item.id: handed.item for handed in consignment.items}
    for handed in consignment.items:
        inside += _of_item(consignment, handed, known, roles, tools)
    yield {
        "@id": urn("consignment", consignment.id),
        "@type": "case-investigation:Investigation",
        "uco-core:name": readable(consignment.name),
        "uco-core:description": (
            f"Review of police use of force; handed over by {readable(consignment.by)}, "
            f"written by {consignment.software}. The software finds; people decide."
        ),
        "case-investigation:focus": "Police use of force",
        **({"uco-core:object": [_ref(node["@id"]) for node in inside]} if inside else {}),
    }
    yield from inside
    yield from roles.values()
    yield from tools.values()


def _of_item(
    consignment: Consignment,
    handed: Handed,
    known: Mapping[str, Item],
    roles: dict[str, Node],
    tools: dict[str, Node],
) -> Iterator[Node]:
    item = handed.item
    record = _record_id(consignment, item)
    yield _file(handed)
    before = ""
    if item.derivation is not None:
        parents = [known[name] for name in item.derivation.parents if name in known]
        yield from _derived(consignment, handed, item.derivation, parents, roles, tools)
        before = _made_id(consignment, item)
    for link in item.custody:
        yield _action(consignment, item, link, before, roles)
        before = _link_id(consignment, item, link)
    yield {
        "@id": record,
        "@type": "case-investigation:ProvenanceRecord",
        "uco-core:name": readable(label(item)),
        "uco-core:description": _provenance(handed),
        "case-investigation:exhibitNumber": item.id,
        "uco-core:object": [_ref(_file_id(item))],
    }


def _file(handed: Handed) -> Node:
    item = handed.item
    return {
        "@id": _file_id(item),
        "@type": "uco-observable:File",
        "uco-core:name": readable(label(item)),
        "uco-core:hasFacet": [_file_facet(handed), _content_facet(item)],
    }


def _file_facet(handed: Handed) -> Node:
    item = handed.item
    facet = {
        "@id": urn("file facet", item.sha256),
        "@type": "uco-observable:FileFacet",
        "uco-observable:fileName": readable(item.name),
        "uco-observable:sizeInBytes": _typed("integer", str(item.size)),
    }
    if handed.path:
        facet["uco-observable:filePath"] = f"data/{handed.path}"
    return facet


def _content_facet(item: Item) -> Node:
    return {
        "@id": urn("content facet", item.sha256),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:mimeType": item.type,
        "uco-observable:sizeInBytes": _typed("integer", str(item.size)),
        "uco-observable:hash": {
            "@id": urn("hash", item.sha256),
            "@type": "uco-types:Hash",
            "uco-types:hashMethod": "SHA256",
            "uco-types:hashValue": _typed("hexBinary", item.sha256),
        },
    }


def _action(
    consignment: Consignment, item: Item, link: Custody, before: str, roles: dict[str, Node]
) -> Node:
    action: Node = {
        "@id": _link_id(consignment, item, link),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": link.what,
        "uco-core:description": readable(_said(link)),
        "uco-action:object": [_ref(_file_id(item))],
        "uco-action:result": [_ref(_record_id(consignment, item))],
    }
    _timed(action, instant(link.at))
    if link.holder or link.giver:
        action["uco-action:performer"] = _role(consignment, link.holder or link.giver, roles)
    if link.giver and link.holder:
        action["uco-action:participant"] = [_role(consignment, link.giver, roles)]
    if before:
        action["case-investigation:wasInformedBy"] = [_ref(before)]
    return action


def _said(link: Custody) -> str:
    time = f"time as told: {link.at}" if link.at and not instant(link.at) else ""
    return "; ".join(part for part in (told(link), time, link.note) if part)


def _derived(
    consignment: Consignment,
    handed: Handed,
    made: Derivation,
    parents: Sequence[Item],
    roles: dict[str, Node],
    tools: dict[str, Node],
) -> Iterator[Node]:
    item = handed.item
    action: Node = {
        "@id": _made_id(consignment, item),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": f"derived: {made.what}",
        "uco-core:description": f"{item.id} made of {', '.join(made.parents)}",
        "uco-action:result": [_ref(_file_id(item)), _ref(_record_id(consignment, item))],
        "uco-action:instrument": [_tool(made, tools)],
        "uco-core:hasFacet": [*_arguments(consignment, item, made)],
    }
    if not action["uco-core:hasFacet"]:
        del action["uco-core:hasFacet"]
    if parents:
        action["uco-action:object"] = [_ref(_file_id(parent)) for parent in parents]
    if handed.noted_by:
        action["uco-action:performer"] = _role(consignment, handed.noted_by, roles)
    yield action
    for parent in parents:
        yield {
            "@id": urn("derived from", item.sha256, parent.sha256),
            "@type": "uco-observable:ObservableRelationship",
            "uco-core:source": _ref(_file_id(item)),
            "uco-core:target": _ref(_file_id(parent)),
            "uco-core:kindOfRelationship": "Derived_From",
            "uco-core:isDirectional": True,
        }


def _arguments(consignment: Consignment, item: Item, made: Derivation) -> Iterator[Node]:
    place = made.locus.model_dump(mode="json", exclude_defaults=True) if made.locus else {}
    for name, value in sorted({**made.parameters, **place}.items()):
        yield {
            "@id": urn("argument", consignment.workspace, item.sha256, name),
            "@type": "uco-action:ActionArgumentFacet",
            "uco-action:argumentName": readable(name),
            "uco-action:value": readable(
                value
                if isinstance(value, str)
                else json.dumps(value, ensure_ascii=False, sort_keys=True)
            ),
        }


def _provenance(handed: Handed) -> str:
    noted = f"Taken in {handed.noted_at} by {handed.noted_by}. " if handed.noted_at else ""
    held = "Content included" if handed.path else f"Content not included: {handed.why_not}"
    return readable(f"{noted}{held}.")


def _role(consignment: Consignment, name: str, roles: dict[str, Node]) -> Node:
    found = urn("role", consignment.workspace, name)
    roles[found] = {"@id": found, "@type": "uco-role:Role", "uco-core:name": readable(name)}
    return _ref(found)


def _tool(made: Derivation, tools: dict[str, Node]) -> Node:
    found = urn("tool", made.tool, made.version)
    tools[found] = {
        "@id": found,
        "@type": "uco-tool:Tool",
        "uco-core:name": readable(made.tool),
        "uco-tool:version": readable(made.version) or "not stated",
    }
    return _ref(found)


def _timed(action: Node, at: str) -> None:
    if at:
        action["uco-action:startTime"] = _typed("dateTime", at)


def _file_id(item: Item) -> str:
    return urn("file", item.sha256)


def _record_id(consignment: Consignment, item: Item) -> str:
    return urn("provenance record", consignment.workspace, item.sha256)


def _link_id(consignment: Consignment, item: Item, link: Custody) -> str:
    return urn("custody", consignment.workspace, item.sha256, link.id)


def _made_id(consignment: Consignment, item: Item) -> str:
    return urn("derivation", consignment.workspace, item.sha256)


def _typed(kind: str, value: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": value}


def _ref(name: str) -> Node:
    return {"@id": name}
