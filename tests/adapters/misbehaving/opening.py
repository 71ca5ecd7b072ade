"""Opens what it was given."""

from typing import Any

from forcereview.adapters.store.contents import open_content


def read(content: dict[str, str]) -> dict[str, Any]:
    with open_content(content) as stream:
        return {"said": stream.read().decode()}
