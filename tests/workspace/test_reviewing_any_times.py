"""Whatever times a usable case gives, its review ends with findings."""

from __future__ import annotations

import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forcereview.record import check_case
from forcereview.standards import standards_library
from forcereview.workspace import review_case

TIMES = st.sampled_from(
    ["", "2026-01-07 09:37", "09:37:10", "about 09:37", "about 2026-01-07", "2026-01-07 ± 30000 d",
     "some time after stop", "some time before stop", "at least 2 s after stop", "during stop",
     "1 h before stop", "-5 to 5 s after stop", "at most 5 s after stop", "frame 12 of video",
     "1700-01-01", "2199-12-31", "about 1700-01-01", "09:00 to 09:05 ± 2 s", "none", "after shot-1"]
)  # fmt: skip


@settings(max_examples=60)
@given(*[TIMES] * 6)
def test_any_times_can_be_reviewed(
    stop: str, one: str, two: str, filed: str, said: str, starts: str
) -> None:
    data = {
        "forcereview": "case/1",
        "id": "c",
        "title": "t",
        "nature": "synthetic",
        "encounter": {
            "place": {"description": "d", "zone": "America/Chicago"},
            "jurisdiction": ["us"],
            "start": "2026-01-07 09:00",
        },
        "people": {"a": {"role": "officer", "agency": "ice"}, "s": {"role": "subject"}},
        "vehicles": {"car": {"operator": "s"}},
        "sources": {
            "video": {
                "title": "t",
                "kind": "video",
                "published": said,
                "clock": {"frame_rate": "30", "starts": starts},
            }
        },
        "events": [{"id": "stop", "what": "w", "at": stop}],
        "applications": [_shot("shot-1", one), _shot("shot-2", two)],
        "assertions": [
            _said("a1", "report.written_at", filed or "none"),
            _said("a2", "vehicle.moving", "yes", at=two, said_at=said),
            _said("a3", "subject.threat_imminent", "yes", at=stop),
        ],
        "lens": {"as_of": said},
    }
    case = check_case(json.dumps(data).encode(), "case.yaml").case
    assume(case is not None)
    assert case is not None
    assert review_case(case, library=standards_library(), questions=False).findings


def _shot(name: str, at: str) -> dict[str, object]:
    shot = {"id": name, "officer": "a", "subject": "s", "type": "firearm", "at": at}
    return {**shot, "sources": ["video"]}


def _said(name: str, fact: str, value: str, **more: str) -> dict[str, str]:
    return {"id": name, "fact": fact, "value": value, "source": "video", **more}
