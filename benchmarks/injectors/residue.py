"""Residue: entities, tags, escapes, shortcodes, placeholders and addresses left in the copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Insertion, Page
from benchmarks.injectors.registry import data, kind

_AMPERSAND = re.compile(r"(?<=[A-Za-z ])&(?=[A-Za-z ])")
_QUOTE = re.compile(r"[\"“”]")
_APOSTROPHE = re.compile(r"(?<=[a-z])[’'](?=[a-z])")
_TYPOGRAPHIC = re.compile(r"[’“”—é£€]")
_SPACE = re.compile(r"(?<=[a-z]{3}) (?=[a-z]{3})")
_SENTENCE_GAP = re.compile(r"(?<=[a-z]{2}[.?!]) (?=[A-Z])")
_WORD = re.compile(r"(?<=[a-z] )[a-z]{5,}(?= [a-z])")
_DOLLAR = re.compile(r"(?<![A-Z])\$(?=\d)")
_ENTITIES = {"“": "ldquo", "”": "rdquo", "’": "rsquo", "—": "mdash", "é": "eacute", "£": "pound", "€": "euro"}
_BREAKS = ("<br />", " <br> ", "</p><p>", " <br/><br/>", "&lt;br /&gt;")


def _each(page: Page, pattern: re.Pattern[str], name: str, texts: tuple[str, ...], rng: Random) -> Iterator[Change]:
    for i, m in page.matches(pattern):
        yield Change(name, i, m.start(), m.end(), rng.choice(texts), name.replace("_", " "))


@kind("residue")
def ampersand_entity(page: Page, rng: Random) -> Iterator[Change]:
    """Leave an ampersand escaped, or half of its escape."""
    yield from _each(page, _AMPERSAND, "ampersand_entity", ("&amp;", " amp;", "&amp;amp;"), rng)


@kind("residue")
def quotation_entity(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a quotation mark escaped, or half of its escape."""
    yield from _each(page, _QUOTE, "quotation_entity", ("&quot;", "quot;", "&amp;quot;"), rng)


@kind("residue")
def apostrophe_entity(page: Page, rng: Random) -> Iterator[Change]:
    """Leave an apostrophe escaped by number, or half of it."""
    yield from _each(page, _APOSTROPHE, "apostrophe_entity", ("&#39;", "#39;", "&amp;#39;", "&#8217;"), rng)


@kind("residue")
def named_entity(page: Page, _: Random) -> Iterator[Change]:
    """Leave a typographic character as its HTML name."""
    for i, m in page.matches(_TYPOGRAPHIC):
        yield Change("named_entity", i, m.start(), m.end(), f"&{_ENTITIES[m.group()]};", "named entity")


@kind("residue")
def space_entity(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a no-break space escaped."""
    yield from _each(page, _SPACE, "space_entity", ("&amp;nbsp;", "&nbsp;", " &nbsp;", "&#160;"), rng)


@kind("residue")
def unicode_escape(page: Page, _: Random) -> Iterator[Change]:
    """Leave a character as the escape of a programming language."""
    for i, m in page.matches(_TYPOGRAPHIC):
        yield Change("unicode_escape", i, m.start(), m.end(), f"\\u{ord(m.group()):04x}", "escape of a program")


@kind("residue")
def break_tag(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a tag between two sentences."""
    yield from _each(page, _SENTENCE_GAP, "break_tag", _BREAKS, rng)


@kind("residue")
def closing_tag(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a closing tag or section end at the end of a paragraph."""
    tails = ("</p>", "</div>", "]]>", " </strong>", "</span>", "&lt;/p&gt;")
    for i in page.paragraphs:
        end = len(page.lines[i])
        yield Change("closing_tag", i, end, end, rng.choice(tails), "end of a markup element")


@kind("residue")
def word_in_tags(page: Page, rng: Random) -> Iterator[Change]:
    """Leave the marking of a word around it."""
    for i, m in page.matches(_WORD):
        before, after = rng.choice(
            (("<em>", "</em>"), ("&lt;b&gt;", "&lt;/b&gt;"), ("**", "**"), ('<span class="hl">', "</span>"))
        )
        yield Change("word_in_tags", i, m.start(), m.end(), f"{before}{m.group()}{after}", "markup around a word")


@kind("residue")
def word_as_link(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a link in the source form of Markdown."""
    for i, m in page.matches(_WORD):
        address = rng.choice(data("residue")["addresses"])
        yield Change("word_as_link", i, m.start(), m.end(), f"[{m.group()}]({address})", "Markdown link")


@kind("residue")
def escaped_dollar(page: Page, _: Random) -> Iterator[Change]:
    """Leave a backslash before a dollar sign."""
    for i, m in page.matches(_DOLLAR):
        yield Change("escaped_dollar", i, m.start(), m.end(), "\\$", "escaped dollar sign")


@kind("residue")
def backslash(page: Page, _: Random) -> Iterator[Change]:
    """Put a backslash where a line broke."""
    for i, m in page.matches(_SPACE):
        yield Change("backslash", i, m.start(), m.end(), "\\", "backslash for a space")


@kind("residue")
def query_string(page: Page, rng: Random) -> Iterator[Change]:
    """Leave the tail of an address after a word or at the end of a paragraph."""
    for i in page.paragraphs:
        end = len(page.lines[i])
        yield Change("query_string", i, end, end, rng.choice(data("residue")["queries"]), "tail of an address")


@kind("residue")
def shortcode(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a shortcode or placeholder at the start of a paragraph."""
    for i in page.paragraphs:
        code = rng.choice(data("residue")["codes"]).replace("{n}", str(rng.randrange(1000, 99999)))
        yield Change("shortcode", i, 0, 0, code, "shortcode or placeholder")


@kind("residue")
def line_of_code(page: Page, rng: Random) -> Iterator[Insertion]:
    """Leave a line of program or of markup between two paragraphs."""
    line = rng.choice(data("residue")["lines"]).replace("{n}", str(rng.randrange(1000, 99999)))
    for i in page.gaps():
        yield Insertion("line_of_code", i, ("", line), "line of program or markup")
