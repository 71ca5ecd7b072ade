"""The C2PA manifest of a file, if it has one: whether it holds, who signed it, what it says.

Nothing is fetched: neither manifests kept elsewhere nor the state of certificates. Who signed is
what the certificate says; no list of trusted signers comes with forcereview, so a signature is at
most *valid*, which means: the file is as it was signed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from forcereview.adapters.readers.said_by_file import SaidByFile, plain
from forcereview.adapters.store.contents import open_content

_PART = "C2PA manifest"
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_STATES = {
    "Trusted": "valid: the file is as it was signed, and the signer is on a list of trusted ones",
    "Valid": "valid: the file is as it was signed; the signer isn't on a list of trusted ones",
    "Invalid": "invalid",
}
_UNTRUSTED = "signingCredential.untrusted"


def ready() -> None:
    """Load what reading needs."""
    import c2pa  # noqa: F401


def read(content: Mapping[str, str], type: str) -> dict[str, Any]:
    """The facts: ``c2pa.state`` is absent, valid or invalid with the reasons.

    Raises:
        ValueError: the file can't be read as its type.
    """
    from importlib.metadata import version

    import c2pa

    said = SaidByFile(f"c2pa-python {version('c2pa-python')}")
    context = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))
    with open_content(content) as stream:
        try:
            manifests = c2pa.Reader.try_create(type, stream, context=context)
        except c2pa.C2paError as error:
            return _unread(str(error), said)
        if manifests is None:
            said.say("c2pa.state", "content credentials", "absent", _PART)
            return said.found()
        _of_manifests(json.loads(manifests.json()), str(manifests.get_validation_state()), said)
    return said.found()


def _unread(why: str, said: SaidByFile) -> dict[str, Any]:
    if "remote" in why.lower():
        said.say("c2pa.state", "content credentials", "kept elsewhere; nothing is fetched", _PART)
    elif not why.startswith("NotSupported"):
        raise ValueError(f"content credentials can't be looked for ({plain(why, 200)})")
    return said.found()


def _of_manifests(store: dict[str, Any], state: str, said: SaidByFile) -> None:
    wrong = [
        f"{each.get('code', '')} ({each.get('explanation', '')})"
        for each in store.get("validation_status", [])
        if each.get("code") != _UNTRUSTED
    ]
    words = _STATES.get(state, state)
    said.say("c2pa.state", "content credentials", "; ".join([words, *wrong]), _PART)
    manifests = store.get("manifests", {})
    active = manifests.get(store.get("active_manifest"), {})
    signature = active.get("signature_info", {})
    for key, name in (
        ("issuer", "signed by (organisation in the certificate)"),
        ("common_name", "signed by (name in the certificate)"),
        ("alg", "signed with"),
        ("time", "time of signing"),
    ):
        said.say(f"c2pa.{key}", name, signature.get(key, ""), _PART)
    made = [
        " ".join(str(each.get(key, "")) for key in ("name", "version")).strip()
        for each in active.get("claim_generator_info", [])
    ] or [active.get("claim_generator", "")]
    said.say("c2pa.generator", "claimed by the program", ", ".join(made), _PART)
    said.say("c2pa.title", "title", active.get("title", ""), _PART)
    for assertion in active.get("assertions", []):
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            for action in assertion.get("data", {}).get("actions", []):
                did = [action.get("action", ""), action.get("digitalSourceType", "")]
                said.say("c2pa.action", "action", " ".join(filter(None, did)), _PART)
    if len(manifests) > 1:
        said.say("c2pa.manifests", "manifests, ingredients' included", len(manifests), _PART)
