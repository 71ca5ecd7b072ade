"""A time-stamp authority of the tests' own, with openssl: its certificates, its replies, a server.

It lives for a test session in a folder, and is reached on 127.0.0.1 alone.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

_SETTINGS = """\
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
certs = {folder}/roots.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[signer]
extendedKeyUsage = critical, timeStamping
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
"""


class Authority:
    """An authority whose root certificate is ``roots``."""

    def __init__(self, folder: Path, name: str = "authority of the tests") -> None:
        if shutil.which("openssl") is None:
            pytest.skip("openssl isn't installed: time stamps are not tested")
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "settings.cnf").write_text(_SETTINGS.format(folder=folder))
        (folder / "serial").write_text("01\n")
        new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        config = ("-config", folder / "settings.cnf")
        # fmt: off
        _openssl("req", "-x509", *new_key, "-keyout", folder / "root.key", "-out", self.roots,
                 "-subj", f"/CN=root of {name}", "-days", "2", "-extensions", "root", *config)
        _openssl("req", *new_key, "-keyout", folder / "signer.key", "-out", folder / "signer.csr",
                 "-subj", f"/CN={name}", *config)
        _openssl("x509", "-req", "-in", folder / "signer.csr", "-CA", self.roots,
                 "-CAkey", folder / "root.key", "-set_serial", "7", "-days", "2",
                 "-extfile", folder / "settings.cnf", "-extensions", "signer",
                 "-out", folder / "signer.pem")
        # fmt: on

    @property
    def roots(self) -> Path:
        """The certificates to trust."""
        return self._folder / "roots.pem"

    def reply(self, query: bytes) -> bytes:
        """The reply to a request."""
        asked, answered = self._folder / "query.tsq", self._folder / "reply.tsr"
        asked.write_bytes(query)
        # fmt: off
        _openssl("ts", "-reply", "-queryfile", asked, "-config", self._folder / "settings.cnf",
                 "-out", answered)
        # fmt: on
        return answered.read_bytes()

    def verifies(self, data: Path, token: Path) -> bool:
        """Whether openssl finds a token to be of this file, under the roots."""
        order = ("ts", "-verify", "-data", data, "-in", token, "-CAfile", self.roots)
        return subprocess.run(["openssl", *map(str, order)], capture_output=True).returncode == 0

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which it answers meanwhile."""
        authority = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                asked_well = self.headers["Content-Type"] == "application/timestamp-query"
                self.send_response(200 if asked_well else 400)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(authority.reply(query))

            def log_message(self, *words: object) -> None:
                """Silent."""

        with HTTPServer(("127.0.0.1", 0), Answers) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()
                thread.join()


def _openssl(*words: object) -> None:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
