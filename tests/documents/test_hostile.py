"""Whatever bytes come in, the answer is a document or a complaint with its place: soon, and within
bounded memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.documents import Bounds, Document, read_document
from forcereview.errors import BadInput

MEGABYTE = 1024 * 1024


def refusal(raw: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_document(raw, "case.yaml")
    return str(caught.value)


def complaints(raw: bytes) -> list[str]:
    try:
        return [str(problem) for problem in read_document(raw, "case.yaml").problems]
    except BadInput as error:
        return [str(problem) for problem in error.problems]


def billion_laughs() -> bytes:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


REFUSED: dict[str, tuple[bytes, str]] = {
    "aliases that multiply": (billion_laughs(), "case.yaml:1:5: anchors and aliases"),
    "an alias alone": (b"a: *b", "case.yaml:1:4: anchors and aliases"),
    "a merge of an anchor": (b"a: &x {b: 1}\nc: {<<: *x}", "case.yaml:1:4: anchors and aliases"),
    "a python object": (b"!!python/object/apply:os.system ['true']", "case.yaml:1:1: tags ("),
    "a tag of one's own": (b"a: !secret b", "case.yaml:1:4: tags ('!secret')"),
    "a quoted word with a tag": (b"a: !!str 'b'", "case.yaml:1:4: tags ("),
    "two documents": (b"a: b\n---\nc: d\n", "case.yaml:2:1: a second document starts here"),
    "brackets 100,000 deep": (b"[" * 100_000, "case.yaml:1:25: nested more than 24 levels deep"),
    "braces 100,000 deep": (b"{a: " * 100_000, "case.yaml:1:97: nested more than 24 levels deep"),
    "braces in braces": (b"{" * 100_000, "case.yaml:1:2: a key must be a plain word"),
    "dashes 100,000 deep": (b"- " * 100_000, "case.yaml:1:49: nested more than 24 levels deep"),
    "question marks": (b"? " * 100_000, "case.yaml:1:3: a key must be a plain word"),
    "a list for a key": (b"[a, b]: c", "case.yaml:1:1: a key must be a plain word"),
    "Latin-1": ("a: é\n".encode("latin-1"), "case.yaml:1:4: byte 0xe9 is not UTF-8; save"),
    "Latin-1 after UTF-8": ("é\nbé: ".encode() + b"\xff", "case.yaml:2:5: byte 0xff is not"),
    "UTF-16": ("a: b".encode("utf-16"), "case.yaml:1:1: the file is written in UTF-16; save"),
    "UTF-16 with no mark": ("a: b".encode("utf-16-le"), "the file holds zero bytes"),
    "UTF-32": ("a: b".encode("utf-32"), "case.yaml:1:1: the file is written in UTF-32; save"),
    "UTF-32, the other way": (b"\x00\x00\xfe\xff\0\0\0a", "case.yaml:1:1: the file is written"),
    "a zero byte": (b"a: b\nc: d\0e", "case.yaml:2:5: the file holds zero bytes"),
    "an escape sequence": (b"a: \x1b[31mred", "case.yaml:1:4: control character U+001B"),
    "a delete character": (b"a: b\x7f", "case.yaml:1:5: control character U+007F"),
    "a C1 control": ("a: b\u009b".encode(), "case.yaml:1:5: control character U+009B"),
    "a tab for indentation": (b"a:\n\tb: c\n", "indent with spaces, not tabs"),
    "a list between braces": (b"a: [b, c}", "case.yaml:1:9: this is not YAML"),
    "an open quote": (b"a: 'b\nc: d\n", "this is not YAML"),
    "a colon too many": (b"a: b: c", "case.yaml:1:5: this is not YAML"),
    "a directive": (b"%YAML 9.9\n---\na: b", "this is not YAML"),
    "50 MB": (b"a: " + b"b" * 50 * MEGABYTE, "the file holds 52,428,803 bytes; at most 8,388,608"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_place_and_remedy(name: str) -> None:
    raw, said = REFUSED[name]
    message = refusal(raw)
    assert said in message
    assert "; " in message
    assert len(message) < 300


def test_control_characters_that_quotes_smuggle_in_are_found() -> None:
    document = read_document(b'a: "\\0"\nb: "\\e[31m"\n"\\u0007": c', "case.yaml")
    assert [str(problem).split(";")[0] for problem in document.problems] == [
        "case.yaml:1:4: the text holds the control character U+0000",
        "case.yaml:2:4: the text holds the control character U+001B",
        "case.yaml:3:1: the text holds the control character U+0007",
    ]


def test_a_half_of_a_character_is_no_text() -> None:
    raw = b'a: "\\ud800"'
    said = complaints(raw)
    assert len(said) == 1
    assert said[0].startswith("case.yaml:1:")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfa: b\nc: [d, e]\n",
        b"a: b\r\nc: [d, e]\r\n",
        b"a: b\rc: [d, e]\r",
        b"--- \na: b\nc: [d, e]\n...\n",
        b"a: b\nc:\t[d,\te]",
        b'{"a": "b", "c": ["d", "e"]}',
    ],
    ids=["byte order mark", "CRLF", "CR", "document marks", "tabs between words", "JSON"],
)
def test_what_editors_do_to_files_does_not_matter(raw: bytes) -> None:
    document = read_document(raw, "case.yaml")
    assert document.data == {"a": "b", "c": ["d", "e"]}
    assert document.place(("c", 1)).line in (1, 2, 3)


def test_a_key_given_twice_keeps_its_first_value_and_is_said_once() -> None:
    document = read_document(b"a: {b: 1, b: {c: 2}}\n", "case.yaml")
    assert document.data == {"a": {"b": "1"}}
    assert [str(problem) for problem in document.problems] == [
        "case.yaml:1:11: 'b' is given twice (first in line 1); keep one, or rename one; nothing is "
        "chosen for you"
    ]


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_give_a_document_or_a_complaint(raw: bytes) -> None:
    assert all(said.startswith("case.yaml:") and "; " in said for said in complaints(raw))


@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%@`#\n\t ~\\0", max_size=60))
def test_any_signs_of_yaml_give_a_document_or_a_complaint(text: str) -> None:
    assert all(said.startswith("case.yaml:") and "; " in said for said in complaints(text.encode()))


def calls_made(work: Callable[[], object]) -> int:
    """How many functions are called: a measure of time that no busy machine disturbs."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "grown",
    [
        lambda n: b"".join(b"k%d: v\n" % i for i in range(n)),
        lambda n: b"k: v\n" * n,
        lambda n: b"- {a: b, c: [d, e]}\n" * n,
        lambda n: b"a: [" + b"b, " * n + b"c]",
        lambda n: b"# comment\n" * n + b"a: b",
        lambda n: b"a: " + b"word " * n,
    ],
    ids=["keys", "the same key", "entries", "a list", "comments", "words"],
)
def test_work_grows_no_faster_than_the_file(grown: Callable[[int], bytes]) -> None:
    def work(size: int) -> int:
        raw = grown(size)
        return calls_made(lambda: read_document(raw, "case.yaml"))

    assert work(4_000) <= 2.2 * work(2_000)


def within(megabytes: int, seconds: int, program: str) -> str:
    """What a program prints that may take so much memory and time of the processor, and no more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    done = subprocess.run(
        [sys.executable, "-c", program],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("b'a: ' + b'b' * 50_000_000", "at most 8,388,608 are read"),
        ("b'[' * 8_000_000", "nested more than 24 levels"),
        ("b''.join(b'k%d: v\\n' % i for i in range(400_000))", "more than 200,000 keys and values"),
        ("b'a: ' + b'b' * 8_000_000", "read"),
        ("b'a: |\\n' + b'  b\\n' * 2_000_000", "read"),
        ("b'\\n' * 8_000_000", "read"),
        ("b'a: [' + b'b, ' * 150_000 + b'}'", "this is not YAML"),
    ],
)
def test_memory_and_time_are_bounded(raw: str, said: str) -> None:
    program = f"""
from forcereview.documents import read_document
from forcereview.errors import BadInput
try:
    print('read' if read_document({raw}, 'case.yaml') else '')
except BadInput as error:
    print(error)
"""
    assert said in within(400, 60, program)


def test_bounds_can_be_drawn_tighter() -> None:
    assert isinstance(read_document(b"[[a]]", "f", Bounds(max_depth=2)), Document)
    with pytest.raises(BadInput, match="nested more than 1 levels"):
        read_document(b"[[a]]", "f", Bounds(max_depth=1))
