"""Values sent from one process to another are equal there, and found in its dictionaries."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest

from forcereview.record import Frame
from forcereview.standards.expressions import parse_expression

MAKING = """
import pickle, sys
from forcereview.record import Frame
from forcereview.standards.expressions import parse_expression
made = {"atom": parse_expression("vehicle.speed < 5 m/s"), "frame": Frame("officer", "agent-a")}
sys.stdout.buffer.write(pickle.dumps(made[sys.argv[1]]))
"""


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("atom", parse_expression("vehicle.speed < 5 m/s")),
        ("frame", Frame("officer", "agent-a")),
    ],
)
def test_a_value_from_a_process_with_other_hashes_is_found(name: str, ours: object) -> None:
    sent = subprocess.run(
        [sys.executable, "-c", MAKING, name],
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        capture_output=True,
        check=True,
    ).stdout
    assert pickle.loads(sent) in {ours}
