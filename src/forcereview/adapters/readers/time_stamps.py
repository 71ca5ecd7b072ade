"""Reads replies of time-stamp authorities (RFC 3161) and holds them against what was stamped.

A token is verified at the time it names, against roots that the user trusts: its signature, its
certificate chain and purpose, its nonce where the request is at hand, and the hash it is about.
"""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256, sha384, sha512
from typing import Any

#: object identifiers of hash functions (NIST, 2.16.840.1.101.3.4.2)
_HASHES = {
    "2.16.840.1.101.3.4.2.1": sha256,
    "2.16.840.1.101.3.4.2.2": sha384,
    "2.16.840.1.101.3.4.2.3": sha512,
}


def read(replies: list[dict[str, str]], roots: str = "") -> dict[str, Any]:
    """What each reply says, in order. A reply is ``{"reply", "message", "query"}`` in base64 (the
    query may be left out), ``roots`` PEM certificates: those that signed themselves are trusted.

    Each has ``at`` (UTC), ``serial``, ``authority``, and ``trusted``: yes, or why not; or it has
    ``failed``: what is wrong with it whomever one trusts.
    """
    return {"stamps": [_apart(each, roots) for each in replies]}


def _apart(each: dict[str, str], roots: str) -> dict[str, str]:
    try:
        return _stamp(
            b64decode(each["reply"]),
            b64decode(each["message"]),
            b64decode(each.get("query", "")),
            roots.encode(),
        )
    except BaseException as error:  # the decoder's own panics aren't Exceptions
        return {"failed": f"it can't be read ({' '.join(str(error).split())[:200]})"}


def _stamp(reply: bytes, message: bytes, query: bytes, roots: bytes) -> dict[str, str]:
    from rfc3161_client import decode_timestamp_response

    response = decode_timestamp_response(reply)
    if response.status != 0:
        said = "; ".join(response.status_string)
        return {"failed": f"the authority refused (status {response.status}) {said}".rstrip()}
    info = response.tst_info
    hashed = _HASHES.get(info.message_imprint.hash_algorithm.dotted_string)
    if hashed is None:
        return {"failed": "it hashes in a way that isn't accepted (SHA-256, 384 or 512)"}
    if info.message_imprint.message != hashed(message).digest():
        return {"failed": "it stamps something else"}
    if query and _nonce(query) != info.nonce:
        return {"failed": "it answers another request"}
    return {
        "at": info.gen_time.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "serial": f"{info.serial_number:x}",
        "authority": _signer(response),
        "trusted": _trusted(response, message, roots),
    }


def _trusted(response: Any, message: bytes, roots: bytes) -> str:
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder

    if not roots.strip():
        return "no roots to trust are set"
    builder, any_root = VerifierBuilder(), False
    for certificate in dict.fromkeys(load_pem_x509_certificates(roots)):
        if certificate.issuer == certificate.subject:
            builder, any_root = builder.add_root_certificate(certificate), True
        else:
            builder = builder.add_intermediate_certificate(certificate)
    if not any_root:
        return "no root is among the certificates to trust"
    try:
        builder.build().verify_message(response, message)
    except VerificationError as error:
        why = str(error)
        return "it isn't signed under the roots to trust" + (f" ({why})" if len(why) < 90 else "")
    return "yes"


def _nonce(query: bytes) -> int | None:
    from rfc3161_client._rust import parse_timestamp_request

    return parse_timestamp_request(query).nonce


def _signer(response: Any) -> str:
    """The name of the certificate that signed, as the reply carries it."""
    from cryptography.x509 import load_der_x509_certificate

    signers = {(each.issuer, each.serial_number) for each in response.signed_data.signer_infos}
    for raw in response.signed_data.certificates:
        certificate = load_der_x509_certificate(raw)
        if (certificate.issuer, certificate.serial_number) in signers:
            return certificate.subject.rfc4514_string()
    return ""
