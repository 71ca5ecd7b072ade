from collections.abc import Iterator
from pathlib import Path

import pytest

from forcereview.errors import Refused
from forcereview.workspace.evidence.comparing_documents import compare_documents
from forcereview.workspace.ports import Ports
from held_documents import a_workspace, hold
from papers import POLICY, REVISED, docx, pdf, scanned


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    opened = a_workspace(tmp_path / "ws")
    yield opened
    opened.close()


def test_two_versions_differ_in_their_words_alone(ports: Ports) -> None:
    old = hold(ports, "v1.pdf", pdf(POLICY, "7cm 7cm", "Policy 7"))
    new = hold(ports, "v2.pdf", pdf(REVISED, "12cm 8cm", "Policy 7, revised"))
    found = compare_documents(ports, old.id, new.id)
    kinds = ("same", "changed", "added", "removed", "moved")
    assert [found.comparison.count(kind) for kind in kinds] == [4, 4, 1, 1, 2]  # type: ignore[arg-type]
    assert (found.old.id, found.old.doubts) == (old.id, ())


def test_the_same_words_set_anew_are_no_difference(ports: Ports) -> None:
    old = hold(ports, "v1.pdf", pdf(POLICY, "7cm 7cm"))
    new = hold(ports, "v2.pdf", pdf(POLICY, "11cm 9cm", "Policy 7"))
    typed = hold(ports, "v3.docx", docx(*POLICY))
    assert compare_documents(ports, old.id, new.id).comparison.alike
    assert compare_documents(ports, old.id, typed.id).comparison.alike


def test_a_scan_is_compared_with_a_warning(ports: Ports) -> None:
    old = hold(ports, "v1.pdf", pdf(POLICY[:3]))
    new = hold(ports, "scan.pdf", scanned(pdf(POLICY[:3]), 300))
    found = compare_documents(ports, old.id, new.id)
    (doubt,) = found.new.doubts
    assert "recognised by OCR" in doubt
    assert found.comparison.count("removed") + found.comparison.count("added") <= 1


def test_a_document_without_words_cannot_be_compared(ports: Ports) -> None:
    old = hold(ports, "v1.pdf", pdf(POLICY[:3]))
    blank = hold(ports, "blank.txt", b"  \n")
    with pytest.raises(Refused, match=f"no words of {blank.id} could be read"):
        compare_documents(ports, old.id, blank.id)
