"""What is written into a bag can be read back, and its names can be made everywhere."""

from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import Problem
from forcereview.publish.exchange.bag import (
    description_text,
    manifest_text,
    payload_sum,
    safe_name,
)
from forcereview.publish.exchange.bag_names import decoded, encoded, leads_outside, not_everywhere
from forcereview.publish.exchange.bag_tags import read_description, read_manifest

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(texts)
def test_any_name_written_for_a_manifest_is_read_as_itself(name: str) -> None:
    assert decoded(encoded(name)) == name
    assert not set("\r\n") & set(encoded(name))


@given(st.sets(texts.filter(lambda name: name.strip() != ""), max_size=5))
def test_a_manifest_is_read_as_it_was_written(names: set[str]) -> None:
    digests = {f"data/{name}": f"{number:064x}" for number, name in enumerate(sorted(names))}
    problems: list[Problem] = []
    listed = list(read_manifest(manifest_text(digests), "manifest-sha256.txt", problems.append))
    assert {decoded(each.written): each.digest for each in listed} == digests
    assert not problems


@given(texts)
def test_every_name_becomes_one_that_every_system_allows(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 120
    assert not leads_outside(safe)
    assert not not_everywhere(safe)
    assert "/" not in safe
    assert safe_name(safe) == safe


def test_a_safe_name_stays_near_the_one_that_came() -> None:
    assert safe_name("clip 1.mp4") == "clip 1.mp4"
    assert safe_name("Zürich 証拠.pdf") == "Zürich 証拠.pdf"
    assert safe_name("con.txt") == "con_.txt"
    assert safe_name("../../etc/passwd") == "etc_passwd"
    assert safe_name("\n\t") == "file"
    assert safe_name(f"{'x' * 500}.jpeg").endswith("x.jpeg")


def test_a_description_is_read_as_it_was_written_and_blanks_are_left_out() -> None:
    text = description_text([("Contact-Name", "records\nclerk"), ("Blank", " "), ("A", "b: c")])
    problems: list[Problem] = []
    read = list(read_description(text, "bag-info.txt", problems.append))
    assert read == [(1, "Contact-Name", "records clerk"), (2, "A", "b: c")]
    assert not problems


def test_the_payload_is_summed_in_bytes_and_files() -> None:
    assert payload_sum([1, 2, 3]) == "6.3"
    assert payload_sum([]) == "0.0"
