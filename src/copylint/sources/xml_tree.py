"""XML → the elements that hold items, one after the other, each piece of text with its place in the file.

The parser is expat, as the standard library has it; of its own accord it fetches nothing. A document type may name an
external subset (sound NITF does), which is ignored; entity declarations are refused, and an entity that nothing
declares is an error, unless HTML has one of that name.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.parsers import expat

from copylint.model.errors import RefusedError, UnreadableError
from copylint.model.expressions import expression
from copylint.model.traced import Piece, Position, Traced
from copylint.model.writing import Layer

LONGEST_REFERENCE = 64  # code points
USUAL = {  # what prefixes stand for in feeds, where nobody says so
    "content": "http://purl.org/rss/1.0/modules/content/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
}
OF_OTHERS = frozenset(("creator", "date", "language"))  # which feeds take from Dublin Core
PICTURES = frozenset(("image", "textInput", "textinput"))  # parts of a feed's head that have titles of their own
AS_XML: tuple[Layer, ...] = ("xml",)
XML_LANG = "http://www.w3.org/XML/1998/namespace}lang"
_NAME = expression(r"<([^\s/>]+)")
_REFERENCE = expression(r"&[#\w]+;")


@dataclass(slots=True)
class Element:
    """An element: its tag as `{namespace}name`, its attributes, and what it holds in order.

    `raw` is, of an element that was asked for, what stands in the file from its first tag to its last, in UTF-8,
    and `start` the offset of its first byte.
    """

    tag: str
    attributes: dict[str, str]
    place: Position
    children: list[Element | Piece] = field(default_factory=list)
    start: int = 0
    raw: bytes = b""

    @property
    def name(self) -> str:
        """Return the tag without its namespace or prefix."""
        return self.tag.rpartition("}")[2].rpartition(":")[2]

    @property
    def space(self) -> str:
        """Return the namespace of the tag, or its prefix."""
        return self.tag.removesuffix(self.name)

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the child elements of a name in this element's own namespace, or of a whole tag."""
        for child in self.children:
            if isinstance(child, Element) and (child.tag in names or self._owns(child, names)):
                yield child

    def _owns(self, child: Element, names: tuple[str, ...]) -> bool:
        return child.name in names and (child.space == self.space or child.name in OF_OTHERS)

    def first(self, *path: str) -> Element | None:
        """Return the first element down a path of names."""
        found: Element | None = self
        for name in path:
            found = next(found.elements(name), None) if found is not None else None
        return found

    def descendants(self, *names: str) -> Iterator[Element]:
        """Yield the elements of a name at any depth, in the order of the document; not those inside each other."""
        for child in self.children:
            if isinstance(child, Element):
                if child.name in names:
                    yield child
                else:
                    yield from child.descendants(*names)

    def pieces(self) -> Iterator[Piece]:
        """Yield all text at any depth."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.pieces()
            else:
                yield child

    def traced(self) -> Traced:
        """Return all text at any depth, white space at its ends left out."""
        whole = Traced(self.pieces())
        start = len(whole.text) - len(whole.text.lstrip())
        return Traced(whole.cut(start, max(start, len(whole.text.rstrip()))))

    @property
    def text(self) -> str:
        """Return all text as a string without white space at its ends."""
        return self.traced().text


class XmlReader:
    """Reads XML text piece by piece and gives the elements asked for as they are closed."""

    def __init__(
        self, path: str, wanted: Collection[str], notes: Collection[str] = (), *, namespaces: bool = True
    ) -> None:
        """Take the names of the elements to give; those in `notes` are given too where they stand outside of one.

        Without `namespaces`, prefixes needn't be declared, and stand for what they usually do.
        """
        self.path = path
        self.wanted = frozenset(wanted)
        self._notes = frozenset(notes)
        self._open: list[Element] = []
        self._done: list[Element] = []
        self.language = ""  # of the root element
        self.begun = False  # whether the root element has
        self._stretches = Stretches()
        self._layers = AS_XML
        self.around: list[str] = []  # the elements open around those that are given, by the names in the file
        self._parser = parser = expat.ParserCreate("utf-8", "}" if namespaces else None)
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = partial(setattr, self, "_layers", ())
        parser.EndCdataSectionHandler = partial(setattr, self, "_layers", AS_XML)
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        parser.UseForeignDTD(True)  # noqa: FBT003  its place in the signature; without it an unknown entity stops the parser
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def feed(self, text: str, *, last: bool = False) -> Iterator[Element]:
        """Take more text and yield the wanted elements that it closes.

        Raises:
            UnreadableError: the XML is broken, declares an entity, or uses one that nobody knows; what was closed
                before has been yielded.

        """
        data = text.encode("utf-8", "surrogatepass")
        self._stretches.add(data)
        failure: UnreadableError | None = None
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            failure = UnreadableError(self.path, f"broken XML at {place}: {expat.ErrorString(error.code)}")
        except _Refused as refusal:
            failure = RefusedError(self.path, str(refusal))
        done, self._done = self._done, []
        yield from done
        self._stretches.drop(self._open[0].start if self._open else self._parser.CurrentByteIndex)
        if failure:
            raise failure

    def _place(self) -> Position:
        return Position(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _start(self, tag: str, attributes: list[str]) -> None:
        self.begun = True
        prefix, mark, local = tag.partition(":")
        usual = USUAL.get(prefix) if mark else None
        shown = f"{{{tag}" if "}" in tag else f"{{{usual}}}{local}" if usual else tag
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        element = Element(shown, pairs, self._place(), start=self._parser.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(element)
        elif element.name not in self.wanted and not self._is_note(element.name):
            if not self.around:
                self.language = pairs.get(XML_LANG, "")
            name = _NAME.match(self._source())
            self.around.append(name.group(1) if name else element.name)
            return
        self._open.append(element)

    def _is_note(self, name: str) -> bool:
        return name in self._notes and not (self.around and self.around[-1].rpartition(":")[2] in PICTURES)

    def _end(self, tag: str) -> None:  # noqa: ARG002
        if not self._open:
            self.around.pop()
            return
        element = self._open.pop()
        if not self._open:
            end = self._parser.CurrentByteIndex + _length_of_end_tag(self._parser.GetInputContext() or b"")
            element.raw = self._stretches.between(element.start, end)
            self._done.append(element)

    def _text(self, data: str) -> None:
        if not self._open:
            return
        line, column = self._place()
        end = Position(line, column + len(data))
        if len(data) == 1 and (reference := _REFERENCE.match(self._source())):
            end = Position(line, column + reference.end())
        elif data == "\n":
            end = Position(line + 1, 1)
        self._open[-1].children.append(Piece(data, Position(line, column), end, self._layers))

    def _source(self) -> str:
        """Return what stands in the file from here, as far as a reference may reach."""
        return (self._parser.GetInputContext() or b"")[:LONGEST_REFERENCE].decode("utf-8", "replace")

    def _declared(self, name: str, *rest: object) -> None:  # noqa: ARG002
        raise _Refused(f"refused: it declares the entity {name!r} (line {self._parser.CurrentLineNumber})")

    def _skipped(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001
        """Resolve an entity that HTML has; any other is an error, as expat would drop it silently."""
        if is_parameter:
            return
        value = html.unescape(f"&{name};")
        place = self._place()
        if value == f"&{name};":
            raise _Refused(f"the entity {value} at line {place.line}, column {place.column} is declared nowhere")
        if self._open:
            end = Position(place.line, place.column + len(name) + 2)
            self._open[-1].children.append(Piece(value, place, end, AS_XML))


class Stretches:
    """The bytes handed to the parser, as far back as they may still be asked for; offsets count from the first."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._kept = bytearray()
        self._from = 0

    def add(self, data: bytes) -> None:
        """Take more bytes."""
        self._kept += data

    def between(self, start: int, end: int) -> bytes:
        """Return what stands between two offsets."""
        return bytes(self._kept[start - self._from : end - self._from])

    def rest(self) -> bytes:
        """Return all that is kept."""
        return bytes(self._kept)

    def drop(self, before: int) -> None:
        """Forget what stands before an offset."""
        del self._kept[: max(0, before - self._from)]
        self._from = max(self._from, before)


def _length_of_end_tag(rest: bytes) -> int:
    """Return how long the end tag is that stands here; an empty element has none, and the parser is behind it."""
    return rest.index(b">") + 1 if rest.startswith(b"</") else 0


class _Refused(Exception):  # noqa: N818  not an error of XML
    """What stands in the file is not to be read."""
