"""Put the RO-Crate context into the cache of roc-validator, so that it needs no network.

Run by the validators' own Python: contexts_offline.py ADDRESS FILE CACHE.
"""

import io
import sys
from pathlib import Path

from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse


class FromFile(HTTPAdapter):
    """Answers every request with one file."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file

    def send(self, request, **_):
        body = io.BytesIO(self.file.read_bytes())
        headers = {"Content-Type": "application/ld+json"}
        raw = HTTPResponse(body, headers, 200, preload_content=False, request_url=request.url)
        return self.build_response(request, raw)


if __name__ == "__main__":
    address, file, cache = sys.argv[1:]
    session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1)
    session.mount("https://", FromFile(Path(file)))
    session.get(address)
