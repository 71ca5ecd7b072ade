"""What an index of texts promises, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from forcereview.adapters.search.postgres_index import PostgresSearchIndex
from forcereview.adapters.search.sqlite_index import SqliteSearchIndex
from forcereview.errors import Refused
from forcereview.evidence.search_query import read_query
from forcereview.evidence.texts import ItemText, Page
from forcereview.workspace.ports import SearchIndex

Opener = Callable[[], SearchIndex]
POLICY = "Officers may not discharge firearms at the operator of a moving vehicle.\nA vehi-\ncle"
REPORT = "The café's naïve self-\ndefence claim, under 18 U.S.C. 242: the officer’s vehicle stood."


@pytest.fixture(params=["sqlite", "postgres"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    opened: list[SearchIndex] = []
    workspace = str(uuid4())

    def open_() -> SearchIndex:
        if request.param == "sqlite":
            index: SearchIndex = SqliteSearchIndex(tmp_path / "cache" / "search.sqlite")
        else:
            address = request.getfixturevalue("postgres")
            index = PostgresSearchIndex(address, workspace)
        opened.append(index)
        return index

    yield open_
    for index in opened:
        index.close()


@pytest.fixture
def index(opener: Opener) -> SearchIndex:
    filled = opener()
    filled.keep("evidence/aa", "1", a_text(POLICY, "Nothing of note.", ""))
    filled.keep("evidence/bb", "1", a_text(REPORT))
    return filled


def a_text(*pages: str) -> ItemText:
    numbered = [Page(number, text, "text layer") for number, text in enumerate(pages, start=1)]
    return ItemText("page", tuple(numbered), "a reader 1.0", ("a note",))


def found(index: SearchIndex, asked: str, within: set[str] | None = None) -> list[str]:
    count, hits = index.find(read_query(asked), 10, within)
    assert count == len(hits)
    return sorted(f"{hit.name} {hit.page.number}" for hit in hits)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("vehicle", ["evidence/aa 1", "evidence/bb 1"]),
        ("VEHICLE moving", ["evidence/aa 1"]),
        ('"moving vehicle"', ["evidence/aa 1"]),
        ('"vehicle moving"', []),
        ("vehi*", ["evidence/aa 1", "evidence/bb 1"]),
        ('"operator of a mov*"', ["evidence/aa 1"]),
        ("vehicle -firearms", ["evidence/bb 1"]),
        ('vehicle -"moving vehicle"', ["evidence/bb 1"]),
        ("cafe naive", ["evidence/bb 1"]),
        ("CAFÉ", ["evidence/bb 1"]),
        ("selfdefence", ["evidence/bb 1"]),
        ("self-defence", ["evidence/bb 1"]),
        ("defence", ["evidence/bb 1"]),
        ("18 U.S.C. 242", ["evidence/bb 1"]),
        ("officer's", ["evidence/bb 1"]),
        ("note", ["evidence/aa 2"]),
        ("AND OR NOT NEAR(", []),
    ],
)
def test_the_pages_that_have_all_that_is_asked_for_are_found(
    index: SearchIndex, asked: str, expected: list[str]
) -> None:
    assert found(index, asked) == expected


@pytest.mark.parametrize(
    "asked", ["' OR 1=1 --", "vehicle'; DROP TABLE texts", '"unclosed', ":*&!|"]
)
def test_signs_of_a_query_language_are_only_signs(index: SearchIndex, asked: str) -> None:
    if any(letter.isalnum() for letter in asked):
        index.find(read_query(asked), 10)
    assert found(index, "moving") == ["evidence/aa 1"]


def test_a_search_can_be_limited_to_some_texts(index: SearchIndex) -> None:
    assert found(index, "vehicle", {"evidence/bb"}) == ["evidence/bb 1"]
    assert found(index, "vehicle", set()) == []


def test_all_pages_are_counted_though_only_the_best_are_given(index: SearchIndex) -> None:
    index.keep("evidence/cc", "1", a_text(*["the same word"] * 30))
    count, hits = index.find(read_query("word"), 4)
    assert (count, len(hits)) == (30, 4)


def test_a_page_that_has_a_word_more_often_comes_first(index: SearchIndex) -> None:
    filling = "another sentence about nothing in particular " * 5
    index.keep("evidence/dd", "1", a_text(f"baton {filling}", f"baton baton baton {filling}"))
    _, hits = index.find(read_query("baton"), 5)
    assert [hit.page.number for hit in hits] == [2, 1]


def test_a_text_is_given_back_as_it_was_kept(opener: Opener, index: SearchIndex) -> None:
    text = ItemText(
        "row",
        (Page(7, "naïve \x00 \U0001d49c “quoted”", "ocr", 0.5, "a label"), Page(8, "", "none")),
        "r",
    )
    index.keep("evidence/ee", "2 eng", text)
    assert opener().text("evidence/ee") == text
    assert opener().versions()["evidence/ee"] == "2 eng"
    assert index.text("evidence/nothing") is None


def test_a_text_kept_again_takes_the_place_of_the_old_one(index: SearchIndex) -> None:
    index.keep("evidence/aa", "2", a_text("Something else."))
    assert found(index, "moving") == []
    assert found(index, "something") == ["evidence/aa 1"]


def test_a_label_is_found_like_the_words(index: SearchIndex) -> None:
    index.keep("standard/x", "1", ItemText("whole", (Page(1, "words", label="D23-12"),)))
    assert found(index, "D23-12") == ["standard/x 1"]


def test_phrases_are_found_at_every_place_of_a_long_text(index: SearchIndex) -> None:
    text = " ".join(f"w{number}" for number in range(12_345))
    index.keep("evidence/ll", "1", a_text(text))
    for number in (0, 3_999, 4_000, 8_000, 12_343):
        assert found(index, f'"w{number} w{number + 1}"') == ["evidence/ll 1"]


def test_a_text_forgotten_is_found_no_more(opener: Opener, index: SearchIndex) -> None:
    index.forget(["evidence/aa", "evidence/never"])
    assert found(opener(), "moving") == []
    assert found(opener(), "vehicle") == ["evidence/bb 1"]
    assert index.text("evidence/aa") is None


def test_no_byte_of_a_forgotten_text_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    index = SqliteSearchIndex(path)
    marker = "xylographzymurgy"
    index.keep("evidence/aa", "1", a_text(f"before {marker} after", "b" * 5_000))
    for number in range(30):
        index.keep(f"evidence/{number:02}", "1", a_text(f"text {number} " * 200))
    assert marker.encode() in path.read_bytes()
    index.forget(["evidence/aa"])
    here = [file.read_bytes() for file in tmp_path.iterdir()]
    assert not any(marker.encode() in held for held in here)
    index.close()


def test_no_byte_of_a_forgotten_text_stays_in_the_tables_of_the_server(postgres: str) -> None:
    import psycopg

    index = PostgresSearchIndex(postgres, str(uuid4()))
    index.keep("evidence/aa", "1", a_text("xylographzymurgy"))
    schema = index._schema
    with psycopg.connect(postgres, autocommit=True) as db:
        tables = ("search_texts", "search_pages", "search_pieces")

        def held() -> bytes:
            db.execute("CHECKPOINT")
            files = [
                db.execute("SELECT pg_relation_filepath(%s)", (f"{schema}.{t}",)).fetchone()
                for t in tables
            ]
            read = [db.execute("SELECT pg_read_binary_file(%s)", f).fetchone() for f in files if f]
            return b"".join(r[0] for r in read if r)

        assert b"xylographzymurgy" in held()
        index.forget(["evidence/aa"])
        assert b"xylographzymurgy" not in held()
    index.close()


def test_a_damaged_file_is_thrown_away_and_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(b"no database at all, " * 500)
    index = SqliteSearchIndex(path)
    assert index.versions() == {}
    index.keep("evidence/aa", "1", a_text(POLICY * 400))
    index.close()
    raw = bytearray(path.read_bytes())
    raw[4096 : len(raw) - 4096] = b"\xff" * (len(raw) - 8192)
    path.write_bytes(bytes(raw))
    broken = SqliteSearchIndex(path)
    with pytest.raises(Refused, match="thrown away"):
        broken.text("evidence/aa")
    assert broken.versions() == {}
    broken.close()


def test_where_no_file_can_be_written_texts_are_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    index = SqliteSearchIndex(tmp_path / "cache" / "search.sqlite")
    index.keep("evidence/aa", "1", a_text(POLICY))
    assert found(index, "moving") == ["evidence/aa 1"]
    index.close()


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    index = SqliteSearchIndex(tmp_path / "search.sqlite")
    index.keep("evidence/aa", "1", a_text(POLICY))
    assert (tmp_path / "search.sqlite").stat().st_mode & 0o077 == 0
    index.close()


def test_a_database_that_cannot_be_reached_is_said() -> None:
    index = PostgresSearchIndex("postgresql://nobody@/none?host=/nowhere", str(uuid4()))
    with pytest.raises(Refused, match="can't be reached"):
        index.versions()


def test_a_connection_that_was_lost_is_said_and_made_anew(postgres: str) -> None:
    index = PostgresSearchIndex(postgres, str(uuid4()))
    index.keep("evidence/aa", "1", a_text(POLICY))
    assert index._connection is not None
    index._connection.close()
    with pytest.raises(Refused, match="can't be used"):
        index.versions()
    assert index.versions() == {"evidence/aa": "1"}
    index.close()
