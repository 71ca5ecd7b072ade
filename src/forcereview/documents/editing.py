"""Change values in a YAML text and leave everything else as the person wrote it.

The text is edited in place: what isn't changed keeps its comments, quotes, order and indentation to
the letter. A comment that stood inside something replaced or removed moves to the line above it, so
that no edit loses one. Collections between brackets are written anew where something in them
changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML

from forcereview.documents.changes import Change, Fields, Items, Same
from forcereview.documents.emitting import WIDTH, emitted
from forcereview.documents.reading import Document
from forcereview.documents.spans import Spans, indented


def edited(document: Document, change: Change) -> str:
    """The document's text with the change made."""
    text = document.text if document.text.endswith("\n") else document.text + "\n"
    root = YAML(typ="safe", pure=document.strict).compose(text)
    editor = _Editor(text)
    editor.change_root(root, change)
    return editor.result()


def comments_on_top(document: Document) -> str:
    """Every comment of the document, each on a line of its own."""
    root = YAML(typ="safe", pure=document.strict).compose(document.text)
    comments = Spans(document.text).comments(0, len(document.text), [root])
    return "".join(comment + "\n" for comment in comments)


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value stands: from right behind its colon or dash (``start``), which is at
    ``column``; ``lead`` is how far the words before the value reach."""

    start: int
    column: int
    lead: int
    item: bool


class _Editor:
    def __init__(self, text: str) -> None:
        self.spans = Spans(text)
        self.text = text
        self.edits: list[tuple[int, int, int, str]] = []

    def result(self) -> str:
        """The text with every edit made; what is put at one place stands in the order it came."""
        pieces = []
        at = 0
        for start, end, _, new in sorted(self.edits):
            pieces += [self.text[at:start], new]
            at = end
        return "".join([*pieces, self.text[at:]])

    def edit(self, start: int, end: int, new: str) -> None:
        self.edits.append((start, end, len(self.edits), new))

    def change_root(self, root: Any, change: Change) -> None:
        if isinstance(change, Same):
            return
        if isinstance(change, Fields) and self._change_fields(root, change):
            return
        start, end = root.start_mark.index, self.spans.end(root, root.start_mark.index)
        rescued = self._lines(self.spans.comments(start, end, [root]), 0)
        self.edit(start, end, rescued + emitted(change.whole).rstrip("\n"))

    def _change(self, node: Any, slot: _Slot, change: Change) -> None:
        if isinstance(change, Same):
            return
        if isinstance(change, Fields) and self._change_fields(node, change):
            return
        if isinstance(change, Items) and self._change_items(node, change):
            return
        self._replace(node, slot, change.whole)

    def _lines(self, comments: list[str], column: int) -> str:
        return "".join(" " * column + comment + "\n" for comment in comments)

    def _rescue(self, comments: list[str], at: int) -> None:
        """Put comments on lines of their own above the one that holds ``at``."""
        if comments:
            line = self.spans.line_start(at)
            self.edit(line, line, self._lines(comments, self.spans.indent(at)))

    def _change_fields(self, mapping: Any, change: Fields) -> bool:
        """Change a mapping in place; False where it has to be written anew."""
        if mapping.id != "mapping" or mapping.flow_style:
            return False
        pairs = list(mapping.value)
        staying = [(k, v) for k, v in pairs if k.value not in change.removed]
        if not staying or any(self._is_explicit(key) for key, _ in pairs):
            return False
        if not self.spans.leads_its_line(pairs[0][0].start_mark.index):
            first = pairs.index(staying[0])
            self._remove_leading(pairs[:first], staying[0][0])
            pairs = pairs[first:]
        for key, value in pairs:
            if key.value in change.removed:
                self._remove(key, value)
            elif key.value in change.changes:
                self._change(value, self._slot_of(key), change.changes[key.value])
        for name, value in change.added.items():
            self._add(staying, name, value, change)
        return True

    def _is_explicit(self, key: Any) -> bool:
        """Whether a key is written in YAML's long form, behind a question mark."""
        start = key.start_mark.index
        return self.text[self.spans.line_start(start) : start].rstrip().endswith("?")

    def _slot_of(self, key: Any) -> _Slot:
        column = key.start_mark.column
        return _Slot(self.spans.colon(key), column, column + len(key.value) + 2, item=False)

    def _add(self, staying: list[Any], name: str, value: Any, change: Fields) -> None:
        before = change.order[: change.order.index(name)]
        key, node = next(
            (pair for word in reversed(before) for pair in staying if pair[0].value == word),
            staying[0],
        )
        column = key.start_mark.column
        at = self.spans.next_line(self.spans.end(node, self.spans.colon(key)))
        self.edit(at, at, indented(emitted({name: value}, indent=column), column))

    def _remove(self, key: Any, value: Any) -> None:
        """Take out the lines of a key and its value, all but their comments."""
        start = key.start_mark.index
        stop = self.spans.next_line(self.spans.end(value, self.spans.colon(key)))
        comments = self.spans.comments(start, stop, [key, value])
        self.edit(self.spans.line_start(start), stop, self._lines(comments, key.start_mark.column))

    def _remove_leading(self, pairs: list[Any], following: Any) -> None:
        """Take out keys that stand right behind a dash; the following one takes their place."""
        if not pairs:
            return
        start, stop = pairs[0][0].start_mark.index, following.start_mark.index
        nodes = [node for pair in pairs for node in pair]
        self._rescue(self.spans.comments(start, stop, nodes), start)
        self.edit(start, stop, "")

    def _change_items(self, sequence: Any, change: Items) -> bool:
        """Change a list in place; False where it has to be written anew."""
        if sequence.id != "sequence" or sequence.flow_style:
            return False
        dashes = self.spans.dashes(sequence)
        staying = _staying(change)
        if not staying or not all(self.spans.leads_its_line(dash) for dash in dashes):
            return False
        bounds = [
            (self.spans.line_start(dash), self.spans.next_line(self.spans.end(item, dash + 1)))
            for dash, item in zip(dashes, sequence.value, strict=True)
        ]
        moving = self._moving(change, staying)
        for index, (dash, item) in enumerate(zip(dashes, sequence.value, strict=True)):
            column = dash - bounds[index][0]
            if index in staying:
                slot = _Slot(dash + 1, column, column + 2, item=True)
                self._change(item, slot, change.changes.get(change.before[index], Same()))
            else:
                comments = self.spans.comments(dash + 1, bounds[index][1], [item])
                rescued = "" if index in moving.values() else self._lines(comments, column)
                self.edit(*bounds[index], rescued)
        self._put_items(change, staying, moving, bounds, dashes[0] - bounds[0][0])
        return True

    def _moving(self, change: Items, staying: dict[int, int]) -> dict[int, int]:
        """Items that go elsewhere as they are: their places now, and what they were."""
        free: dict[str, list[int]] = {}
        for index, key in enumerate(change.before):
            if index not in staying and isinstance(change.changes.get(key, Same()), Same):
                free.setdefault(key, []).append(index)
        taken = set(staying.values())
        return {
            place: free[key].pop(0)
            for place, key in enumerate(change.after)
            if place not in taken and free.get(key)
        }

    def _put_items(
        self,
        change: Items,
        staying: dict[int, int],
        moving: dict[int, int],
        bounds: list[tuple[int, int]],
        column: int,
    ) -> None:
        was = {now: then for then, now in staying.items()}
        at = bounds[0][0]
        for place in range(len(change.after)):
            if place in was:
                at = bounds[was[place]][1]
            elif place in moving:
                self.edit(at, at, self.text[slice(*bounds[moving[place]])])
            else:
                new = _outdented(emitted([change.whole[place]], indent=column))
                self.edit(at, at, indented(new, column))

    def _replace(self, node: Any, slot: _Slot, value: Any) -> None:
        """Write another value behind a colon or dash."""
        end = self.spans.end(node, slot.start)
        new = self._written(value, slot, bool(getattr(node, "flow_style", False)))
        comments = self.spans.comments(slot.start, end, [node])
        if "\n" in new:
            line_end = self.spans.next_line(end) - 1
            comments += self.spans.comments(end, line_end, [])
            end = line_end
        self._rescue(comments, slot.start)
        self.edit(slot.start, end, new)

    def _written(self, value: Any, slot: _Slot, between_brackets: bool) -> str:
        """What stands behind the colon or dash, without the last line break."""
        if between_brackets and not isinstance(value, str):
            line = emitted(value, flow=True).rstrip("\n")
            if slot.lead + len(line) <= WIDTH and "\n" not in line:
                return " " + line
        if slot.item:
            block = _outdented(emitted([value], indent=slot.column))[1:]
        else:
            block = emitted({"k": value}, indent=slot.lead - 2)[2:]
        first, *rest = block.splitlines(keepends=True)
        return (first + indented("".join(rest), slot.column)).rstrip("\n")


def _staying(change: Items) -> dict[int, int]:
    """Items that keep their order: where each was, and where it is now."""
    matcher = SequenceMatcher(None, change.before, change.after, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _outdented(text: str) -> str:
    """A list as emitted, moved to the left so that its dashes stand in the first column."""
    return "".join(line.removeprefix("  ") for line in text.splitlines(keepends=True))
