"""Find the file that a line of a manifest means, whatever way its name is written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forcereview.errors import Place, Problem
from forcereview.publish.exchange.bag_names import (
    PAYLOAD,
    SWEPT_AWAY,
    Names,
    decoded,
    is_malformed,
    leads_outside,
    shown,
)
from forcereview.publish.exchange.bag_tags import Complain, Listed, ToFetch, manifest_kind


@dataclass(frozen=True, slots=True)
class Expected:
    """A file and the hash that a line says it has. ``instead_of`` is set where the line names a
    file that isn't there, and this one is named alike in another case."""

    path: str
    algorithm: str
    digest: str
    place: Place
    instead_of: str = ""


class Lookup:
    """Finds the files that lines of tag files name, and complains of lines that name none.

    ``swept_away`` once a line named a file that systems make and remove by themselves.
    """

    def __init__(
        self,
        version: tuple[int, int],
        to_fetch: Iterable[ToFetch],
        names: Names,
        complain: Complain,
    ) -> None:
        self._version = version
        self._names = names
        self._complain = complain
        self.swept_away = False
        self._to_fetch = {path for item in to_fetch for path in self.readings(item.written)}

    def all(self, manifest: str, lines: Iterable[Listed]) -> Iterator[Expected]:
        """What the lines of a manifest expect of files that are there."""
        of_tags, algorithm = manifest_kind(manifest)
        seen: dict[str, Listed] = {}
        for line in lines:
            place = Place(manifest, line.line)
            if line.starred:
                what = "the '*' before the name is the mark of md5sum and its like"
                self._complain(Problem(what, "leave it out", place, "warning"))
            path = self.meant(line.written, place, in_payload=not of_tags)
            if not path or self._twice(line, seen.setdefault(path, line), place):
                continue
            if of_tags and manifest_kind(path)[0]:
                what = f"a tag manifest lists {shown(path)}, which is one itself"
                self._complain(Problem(what, "", place))
                continue
            found = self._found(path, algorithm, line, place)
            if found is not None:
                yield found

    def readings(self, written: str) -> list[str]:
        """The names that a line can mean, the likeliest first."""
        name = written[2:] if written.startswith("./") else written
        if self._version >= (1, 0):
            return list(dict.fromkeys((decoded(name), name)))
        return list(dict.fromkeys((name, decoded(name, percent=False))))

    def meant(self, written: str, place: Place, *, in_payload: bool) -> str:
        """The file that a line names; "" where no bag may name it."""
        if written.startswith("./") and self._version >= (0, 97):
            what = f"{shown(written)} begins with './'"
            self._complain(Problem(what, "leave that out", place, "warning"))
        likely, *others = self.readings(written)
        path = next((n for n in (likely, *others) if n in self._names.all), likely)
        if path != likely and self._version >= (1, 0):
            what = f"the percent sign in {shown(written)} isn't written as %25"
            self._complain(Problem(what, "", place, "warning"))
        why = leads_outside(path) or ("it isn't a plain path" if is_malformed(path) else "")
        if not why and in_payload != path.startswith(PAYLOAD):
            why = "it isn't in data" if in_payload else "it is in data, so no tag file"
        if not why:
            return path
        self._complain(Problem(f"{shown(path)} must not be listed: {why}", "", place))
        return ""

    def _twice(self, line: Listed, first: Listed, place: Place) -> bool:
        if first is line:
            return False
        if first.digest != line.digest:
            what = f"{shown(line.written)} stands in line {first.line} too, with another hash"
            self._complain(Problem(what, "", place))
        else:
            what = f"{shown(line.written)} stands in line {first.line} already"
            severity = "error" if self._version >= (1, 0) else "warning"
            self._complain(Problem(what, "list each file once", place, severity))
        return True

    def _found(self, path: str, algorithm: str, line: Listed, place: Place) -> Expected | None:
        if path in self._names.all:
            return Expected(path, algorithm, line.digest, place)
        if other := self._names.in_another_form(path):
            what = (
                f"{shown(path)} is there with its letters otherwise composed "
                "(Unicode normalisation); some systems won't find it"
            )
            self._complain(Problem(what, "", place, "warning"))
            return Expected(other, algorithm, line.digest, place)
        if path in self._to_fetch:
            what = f"{shown(path)} isn't there: fetch.txt says where it has to be fetched"
            self._complain(Problem(what, "fetch it, or ask the sender for it", place))
        elif other := self._names.in_another_case(path):
            return Expected(other, algorithm, line.digest, place, path)
        elif path.rpartition("/")[2].lower() in SWEPT_AWAY:
            self.swept_away = True
            what = f"{shown(path)} isn't there: a file that systems make and remove by themselves"
            self._complain(Problem(what, "", place, "warning"))
        else:
            self._complain(missing(path, place))
        return None


def missing(path: str, place: Place) -> Problem:
    """What is said of a file that is listed, but isn't there."""
    return Problem(f"{shown(path)} is missing", "ask the sender for it", place)
