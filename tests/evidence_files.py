"""Files as evidence comes: recordings, pictures, documents, archives; made here, and small."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any


def a_video(
    *,
    container: str = "mp4",
    codec: str = "libx264",
    times: Sequence[int] = tuple(range(10)),
    rate: int = 10,
    turned: int = 0,
    tags: dict[str, str] | None = None,
    sound: bool = False,
) -> bytes:
    """A recording with a frame at each of ``times`` (in units of 1/rate s)."""
    import av
    import numpy as np

    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if container in ("mp4", "mov") else {}
    with av.open(out, "w", format=container, options=options) as file:
        file.metadata.update(tags or {})
        stream: Any = file.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.time_base = stream.time_base = Fraction(1, rate)
        if turned:
            stream.set_display_rotation(turned)
        spoken: Any = file.add_stream("pcm_s16le" if container == "avi" else "aac", rate=8000)
        for number, time in enumerate(times):
            picture = np.full((48, 64, 3), number * 20 % 256, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture)
            frame.pts, frame.time_base = time, Fraction(1, rate)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
        if sound:
            file.mux(spoken.encode(_silence()))
        file.mux(spoken.encode(None))
    return out.getvalue()


def a_sound() -> bytes:
    """A second of silence in a WAV file."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="wav") as file:
        stream: Any = file.add_stream("pcm_s16le", rate=8000)
        file.mux(stream.encode(_silence()))
        file.mux(stream.encode(None))
    return out.getvalue()


def _silence() -> Any:
    import av
    import numpy as np

    frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.int16), layout="mono")
    frame.sample_rate = 8000
    return frame


def a_picture(kind: str = "JPEG", *, exif: bool = True) -> bytes:
    """A picture with the metadata of a camera."""
    from PIL import Image
    from PIL.ExifTags import IFD

    picture = Image.new("RGB", (64, 48), "navy")
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112] = "Example Cameras", "Model 1", 6
    data.get_ifd(IFD.Exif)[0x9003] = "2026:01:07 09:35:00"
    data.get_ifd(IFD.GPSInfo).update({1: "N", 2: (44.0, 56.0, 30.5), 3: "W", 4: (93.0, 15.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": data} if exif else {}))
    return out.getvalue()


def a_pdf(extra: bytes = b"", root: bytes = b"", title: str = "A policy") -> bytes:
    """A PDF of one page; ``extra`` is object number 6, ``root`` more entries of the catalogue."""
    words = b"BT /F1 12 Tf 20 100 Td (Some words of a policy.) Tj ET"
    objects = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R" + root + b">>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 150]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>\nendobj\n",
        b"4 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (len(words), words),
        b"5 0 obj\n<</Title(%b)/Producer(by hand)/CreationDate(D:20260107093500Z)>>\nendobj\n"
        % title.encode("latin-1"),
    ]
    if extra:
        objects.append(extra)
    out = b"%PDF-1.7\n"
    places = []
    for each in objects:
        places.append(len(out))
        out += each
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
        + b"trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, len(out))
    )


SCRIPTED = b"/OpenAction 6 0 R/Names<</JavaScript<</Names[(s) 6 0 R]>>>>"
SCRIPT = b"6 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\);)>>\nendobj\n"


def a_pdf_with_a_script() -> bytes:
    """A PDF that wants to run a script as soon as it is opened."""
    return a_pdf(SCRIPT, SCRIPTED)


def a_zip(members: dict[str, bytes], *, link: str = "") -> bytes:
    """A ZIP with these members, names written as they are; ``link`` makes one a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o120777 if name == link else 0o100644) << 16
            archive.writestr(info, content)
    return out.getvalue()


def a_bomb(levels: int = 2) -> bytes:
    """A ZIP of ZIPs, each of which unpacks to a thousand times its size."""
    inner = a_zip({"zeros": bytes(30 << 20)})
    for _ in range(levels - 1):
        inner = a_zip({f"{number}.zip": inner for number in range(10)})
    return inner


def a_tar(members: Sequence[tuple[str, bytes | str | None]], *, packed: bool = False) -> bytes:
    """A TAR: bytes are a file's content, text what a link leads to, None a device."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", errors="surrogateescape") as archive:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            if isinstance(content, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, content
                archive.addfile(entry)
            elif content is None:
                entry.type = tarfile.CHRTYPE
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0) if packed else out.getvalue()


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)
BILLION_LAUGHS = {
    "laughs.xml": f"<?xml version='1.0'?><!DOCTYPE l [{LAUGHS}]><l>&l9;</l>".encode(),
    "laughs.svg": (
        f"<?xml version='1.0'?><!DOCTYPE svg [{LAUGHS}]>"
        "<svg xmlns='http://www.w3.org/2000/svg'><text>&l9;</text></svg>"
    ).encode(),
    "laughs.yaml": b"a: &a [x, x]\n"
    + b"".join(
        b"%c: &%c [%b]\n" % (n, n, b", ".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 108)
    ),
}


def signed_content(content: bytes, kind: str = "image/jpeg") -> bytes:
    """A file with a C2PA manifest, signed by an authority made for it."""
    import c2pa

    chain, key = _signer()
    signer = c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(alg=b"es256", sign_cert=chain, private_key=key, ta_url=None)
    )
    builder = c2pa.Builder(
        {
            "claim_generator_info": [{"name": "example-camera", "version": "1"}],
            "format": kind,
            "title": "a picture",
            "assertions": [
                {
                    "label": "c2pa.actions",
                    "data": {
                        "actions": [
                            {
                                "action": "c2pa.created",
                                "digitalSourceType": "http://cv.iptc.org/newscodes/"
                                "digitalsourcetype/digitalCapture",
                            }
                        ]
                    },
                }
            ],
        }
    )
    out = io.BytesIO()
    builder.sign(signer, kind, io.BytesIO(content), out)
    return out.getvalue()


def _signer() -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives import serialization

    root, root_key = _certificate("example root", None, None)
    leaf, key = _certificate("example signer", root, root_key)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return leaf.public_bytes(pem) + root.public_bytes(pem), private


def _certificate(name: str, issuer: Any, issuer_key: Any) -> tuple[Any, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    signing = issuer_key or key
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Cameras"),
        ]
    )
    top = issuer is None
    usage = x509.KeyUsage(not top, False, False, False, False, top, top, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if top else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2045, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(top, None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), False
        )
        .add_extension(usage, True)
    )
    if not top:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, False)
    return builder.sign(signing, hashes.SHA256()), key
