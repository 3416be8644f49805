"""Copy in feeds and pages: every item is read, and a finding stands where its text stands in the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pyarrow_parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from copylint.app import app
from copylint.documents.build import build_item
from copylint.model.document import FileEdit
from copylint.model.finding import Edit, Fix
from copylint.model.source import Source, Unread
from copylint.model.span import Span
from copylint.model.traced import Piece, Position, Traced, lines_of
from copylint.pipeline import Pipeline
from copylint.settings import Reading
from copylint.sources import stored
from copylint.sources.blocks import read_html
from copylint.sources.carriers import carrier_of
from copylint.sources.decoding import decode
from copylint.sources.json_tree import JsonText

STORY = "Ministers met on Monday &amp; Tuesday in the old town hall. The mayor said he doesnt expect a deal."
LONG = "<p>The council met on Monday.</p>\n<p>“It’s late,” she said &#8212; he doesnt expect a deal.</p>"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Desk</title>
<item><guid>a-1</guid><title>Town hall talks</title><dc:creator>Desk</dc:creator>
  <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>Talks go on.</description>
  <content:encoded><![CDATA[{LONG}]]></content:encoded></item>
</channel></rss>
"""
ESCAPED = """<rss version="2.0"><channel>
<item><title>Town hall talks</title><description>&lt;p&gt;Ministers met &amp;amp; talked.&lt;/p&gt;
&lt;p&gt;The mayor said he doesnt expect a deal.&lt;/p&gt;</description></item></channel></rss>
"""
RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>Desk</title></channel>
<item rdf:about="urn:one"><title>Town hall talks</title><description>{STORY}</description></item></rdf:RDF>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title>
<entry xml:lang="en"><id>urn:e1</id><title type="html">Town &amp;amp; hall</title>
<updated>2026-01-05T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p></div></content></entry></feed>
"""
ATOM_HTML = """<feed xmlns="http://www.w3.org/2005/Atom">
<entry><id>urn:e1</id><title>Town hall talks</title>
<content type="html">&lt;p&gt;Late. The mayor said he &lt;b&gt;doesnt&lt;/b&gt; expect a deal.&lt;/p&gt;</content>
</entry></feed>
"""
WXR = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<item><title>Town hall talks</title><guid isPermaLink="false">https://example.org/?p=7</guid>
<content:encoded><![CDATA[<!-- wp:paragraph -->
{LONG}
<!-- /wp:paragraph -->]]></content:encoded><excerpt:encoded><![CDATA[Talks go on.]]></excerpt:encoded>
</item></channel></rss>
"""
NITF = f"""<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "http://example.org/nitf-3-5.dtd">
<nitf><head><docdata><doc-id id-string="n-1"/><date.issue norm="20260105T100000Z"/></docdata></head><body>
<body.head><hedline><hl1>Town hall talks</hl1></hedline></body.head>
<body.content><p>The council met at the caf&eacute;.</p><p>{STORY}</p></body.content></body></nitf>
"""
NEWSML = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:g2:1"><itemMeta><versionCreated>2026-01-05T10:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>Town hall talks</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body><p>{STORY}</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:g2:2"><contentMeta><headline>Second</headline></contentMeta>
<contentSet><inlineData>Nothing else was said on Monday.</inlineData></contentSet></newsItem></itemSet></newsMessage>
"""
NEWSML_NITF = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:3">
<contentMeta><headline>Town hall talks</headline></contentMeta><contentSet><inlineXML>
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
<body.head><hedline><hl1>Town hall talks</hl1></hedline></body.head>
<body.content><p>{STORY}</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
"""
SAID = "It\\u2019s late, she said \\u2014 he doesnt expect a deal \\ud83d\\ude00."
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "items": [\n'
    ' {"id": "j-1", "title": "Town hall talks", "content_html": "<p>The council met.</p>\\n<p>' + SAID + '</p>",\n'
    '  "date_published": "2026-01-05T10:00:00Z"}]}\n'
)
NINJS1 = '{"uri": "urn:n:1", "headline": "Town hall talks",\n "language": "en", "body_xhtml": "<p>' + SAID + '</p>"}\n'
NINJS2 = (
    '{"uri": "urn:n:2", "headlines": [{"role": "main", "value": "Town hall talks"}],\n "bodies": [\n'
    '  {"role": "main", "contenttype": "text/plain", "value": "The plain text."},\n'
    '  {"role": "main", "contenttype": "application/xhtml+xml", "value": "<p>' + SAID + '</p>"}]}\n'
)
NINJS3 = NINJS2.replace("contenttype", "contentType").replace("urn:n:2", "urn:n:3")
WP_REST = (
    '[{"id": 7, "date_gmt": "2026-01-05T10:00:00", "title": {"rendered": "Town hall talks"},\n'
    '  "content": {"rendered": "<p>' + SAID + '</p>\\n"}, "excerpt": {"rendered": "<p>Talks go on.</p>"}}]\n'
)
LINES = '{"id": 1, "title": "One", "text": "Nothing else was said."}\n\n{"id": 2, "text": "' + SAID + '"}\n'
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Desk</title><script>var doesntCount = "he doesn't";</script></head><body>
<nav>Home News</nav><article><h1>Town hall talks</h1>
{LONG}
</article><footer>About us</footer></body></html>
"""

IPTC = (
    "\x01APD4321 4 pol 120 Town/Hall\r\n\x02Town hall talks\r\n"
    "   BRODNO (AP) - Ministers met on Monday in the old town\r\n"
    "hall, and the mayor said he doesnt expect a deal.\r\n"
    "   The talks go on.\r\n\x03051000 jan 26\r\n\x04"
    "\x01APD4322 4 pol 30 Weather\r\n\x02Rain on the way\r\n   It will rain on Tuesday.\r\n\x03\x04\r\n"
)
ANPA = (
    "\x16\x16\x01a0123 u a\r\n\x02^AM-Town Hall,120<\r\n^Town hall talks go on<\r\n^By A Writer<\r\n"
    "\tBRODNO (AP) - Ministers met on Monday in the old town\r\nhall, and the mayor said he doesnt expect a deal.\r\n"
    "\tThe talks go on.\r\n\x03\r\n05-01-26 1000EST\r\n\x04\r\n"
)

TABLE = (
    "id;headline;text\n"
    't-1;Town hall talks;"The council met. ""It’s late,"" she said.\n\nThe mayor said he doesnt expect a deal."\n'
    "t-2;Rain;It will rain on Tuesday.\n"
)
NOTES = (
    "---\ntitle: Town hall talks\ntags: [desk]\n---\n\n"
    "The *council* met on Monday &amp; Tuesday in the\nold town hall.\n\n- The mayor said \\*he doesnt expect a deal.\n"
)

CARRIERS = {
    "csv": (TABLE, ["t-1", "t-2"]),
    "markdown": (NOTES, [None]),
    "iptc-7901": (IPTC, ["APD4321", "APD4322"]),
    "anpa-1312": (ANPA, ["a0123"]),
    "rss": (RSS, ["a-1"]),
    "rss-escaped": (ESCAPED, ["#1"]),
    "rss-1.0": (RDF, ["urn:one"]),
    "atom-xhtml": (ATOM, ["urn:e1"]),
    "atom-html": (ATOM_HTML, ["urn:e1"]),
    "wxr": (WXR, ["https://example.org/?p=7"]),
    "nitf": (NITF, ["n-1"]),
    "newsml-g2": (NEWSML, ["urn:g2:1", "urn:g2:2"]),
    "newsml-g2-nitf": (NEWSML_NITF, ["urn:g2:3"]),
    "json-feed": (JSON_FEED, ["j-1"]),
    "ninjs-1": (NINJS1, ["urn:n:1"]),
    "ninjs-2": (NINJS2, ["urn:n:2"]),
    "ninjs-3": (NINJS3, ["urn:n:3"]),
    "wp-rest": (WP_REST, ["7"]),
    "json-lines": (LINES, ["1", "2"]),
    "html": (PAGE, [None]),
}


def place_of(text: str, word: str) -> tuple[int, int]:
    at = text.index(word)
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


@pytest.mark.parametrize("name", CARRIERS)
def test_a_finding_stands_where_its_text_stands_in_the_file(name: str, pipeline: Pipeline) -> None:
    text, ids = CARRIERS[name]
    report = pipeline.check(Source("feed", text))
    assert [d.document.item for d in report.documents] == ids
    assert report.failures == []
    [(doc, finding)] = [(d.document, f) for d in report.documents for f in d.findings]
    assert finding.text == "doesnt"
    line, column = place_of(text, "doesnt")
    if name == "html":
        line, column = place_of(text, "doesnt expect")
    assert doc.position(finding.span.start) == (line, column)
    assert doc.end_position(finding.span.end) == (line, column + len("doesnt"))


@pytest.mark.parametrize("name", CARRIERS)
def test_windows_line_ends_move_no_column(name: str, pipeline: Pipeline) -> None:
    text, _ = CARRIERS[name]
    report = pipeline.check(Source("feed", text.replace("\r\n", "\n").replace("\n", "\r\n")))
    [(doc, finding)] = [(d.document, f) for d in report.documents for f in d.findings]
    assert doc.position(finding.span.start) == place_of(text, "doesnt expect" if name == "html" else "doesnt")


@pytest.mark.parametrize("name", CARRIERS)
def test_a_fix_put_into_the_file_mends_it_and_nothing_else(name: str, pipeline: Pipeline) -> None:
    text, _ = CARRIERS[name]
    [(doc, finding)] = [(d.document, f) for d in pipeline.check(Source("feed", text)).documents for f in d.findings]
    edits = doc.file_edits(finding.fix)
    assert edits is not None
    mended = put_in(text, edits)
    again = pipeline.check(Source("feed", mended))
    assert (again.findings(), again.failures) == ([], [])
    assert mended == text.replace("he doesnt", "he doesn’t", 1) or name in ("atom-html", "html", "csv")


def put_in(text: str, edits: Sequence[FileEdit]) -> str:
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    for start, end, replacement in sorted(edits, reverse=True):
        first, last = (starts[p.line - 1] + p.column - 1 for p in (start, end))
        text = text[:first] + replacement + text[last:]
    return text


LAYERS = [
    ("<rss><channel><item><title>A &amp; B</title></item></channel></rss>", "&amp;", "&amp;&lt;’"),
    ("<rss><channel><item><title><![CDATA[A b]]></title></item></channel></rss>", "b", "&<’"),
    (
        "<rss><channel><item><description>&lt;p&gt;A b&lt;/p&gt;</description></item></channel></rss>",
        "b",
        "&amp;amp;&amp;lt;’",
    ),
    ('{"uri": "u", "headline": "A \\"b\\"", "body_text": "x"}', "b", "&<’"),
    ('{"uri": "u", "headline": "A", "body_html": "<p>b</p>"}', "b", "&amp;&lt;’"),
]


@pytest.mark.parametrize(("text", "there", "meant"), LAYERS)
def test_what_is_put_in_is_written_as_it_has_to_be_there(text: str, there: str, meant: str) -> None:
    [item] = carrier_of(Source("feed", text), Reading()).items()
    assert not isinstance(item, Unread)
    doc = build_item(Source("feed", text), item)
    at = doc.text.index("&" if there == "&amp;" else "b")
    edits = doc.file_edits(Fix("safe", (Edit(Span(at, at + 1), "&<’"),)))
    assert edits is not None
    assert [edit.replacement for edit in edits] == [meant]
    [changed] = carrier_of(Source("feed", put_in(text, edits)), Reading()).items()
    assert not isinstance(changed, Unread)
    assert build_item(Source("feed", text), changed).text == doc.text[:at] + "&<’" + doc.text[at + 1 :]


def test_what_the_encoding_lacks_is_a_reference_in_markup_and_no_fix_elsewhere(pipeline: Pipeline) -> None:
    page = "<html><body><p>The mayor said he doesnt expect a deal on Monday, the café owner said.</p></body></html>"
    [part] = pipeline.check(Source("page", page, "latin-1")).documents
    [edit] = part.document.file_edits(part.findings[0].fix) or []
    assert edit.replacement in ("doesn&#8217;t", "doesn't")
    record = '{"id": 1, "text": "“It is,” he said. The mayor said he doesnt expect a deal."}\n'
    [part] = pipeline.check(Source("a.jsonl", record, "ascii")).documents
    assert part.document.file_edits(part.findings[0].fix) is None


def test_where_a_span_crosses_a_tag_there_is_no_fix(pipeline: Pipeline) -> None:
    page = "<html><body><p>The mayor said he does<b>nt</b> expect a deal on Monday.</p></body></html>"
    report = pipeline.check(Source("page", page))
    [finding] = report.findings()
    assert (finding.text, finding.suggestions[0]) == ("doesnt", "doesn’t")
    assert report.documents[0].document.file_edits(finding.fix) is None


def test_the_json_report_names_the_item_and_the_place_in_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path), "--format", "json"])
    [file] = json.loads(result.stdout)["files"]
    assert [d["item"] for d in file["documents"]] == ["a-1"]
    [finding] = file["findings"]
    assert (finding["item"], finding["line"], finding["column"]) == ("a-1", *place_of(RSS, "doesnt"))
    assert result.exit_code == 1


def test_a_headline_repeated_in_the_body_is_found_and_a_summary_like_the_lead_is_not(pipeline: Pipeline) -> None:
    lead = "The council of the old town met on Monday to vote on the bridge over the river."
    feed = (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        "<title>Council votes on the bridge</title>"
        f"<description>{lead}</description><content:encoded>&lt;p&gt;Council votes on the bridge&lt;/p&gt;"
        f"&lt;p&gt;{lead}&lt;/p&gt;&lt;p&gt;The vote was close, and the mayor did not speak.&lt;/p&gt;"
        "</content:encoded></item></channel></rss>"
    )
    found = pipeline.check(Source("feed", feed)).findings()
    assert [(f.rule, f.text) for f in found] == [("headline-repeated", "Council votes on the bridge")]


def test_of_a_feed_that_breaks_off_the_items_before_the_break_are_checked(pipeline: Pipeline) -> None:
    cut = RSS[: RSS.index("</channel>")] + "<item><title>Half an it"
    report = pipeline.check(Source("feed", cut))
    assert [f.text for f in report.findings()] == ["doesnt"]
    [failure] = report.failures
    assert "broken XML at line" in failure.message


@pytest.mark.parametrize(
    ("prolog", "said"),
    [
        ('<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>', "declares the entity 'a'"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "declares the entity 'x'"),
        ('<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://example.org/x.dtd">]>', "declares the entity 'p'"),
    ],
)
def test_entity_declarations_are_refused_by_name(prolog: str, said: str, pipeline: Pipeline) -> None:
    report = pipeline.check(Source("feed", f"{prolog}<rss><channel><item><title>T</title></item></channel></rss>"))
    assert report.documents == ()
    assert [said in f.message for f in report.failures] == [True]


def test_an_entity_that_nothing_declares_is_an_error(pipeline: Pipeline) -> None:
    report = pipeline.check(
        Source("feed", "<rss><channel>\n<item><title>The &desk; says</title></item></channel></rss>")
    )
    assert [f.message for f in report.failures] == ["the entity &desk; at line 2, column 18 is declared nowhere"]


FORMATS_GIVEN = [
    ("rss", RSS, 1),
    ("atom", ATOM, 1),
    ("wxr", WXR, 1),
    ("nitf", NITF, 1),
    ("newsml-g2", NEWSML, 2),
    ("jsonfeed", JSON_FEED, 1),
    ("ninjs", NINJS1, 1),
    ("wp-rest", WP_REST, 1),
    ("jsonl", LINES, 2),
    ("csv", TABLE, 2),
    ("markdown", NOTES, 1),
    ("html", "<p>The council met.</p><p>The mayor said he doesnt expect a deal.</p>", 1),
    ("iptc7901", IPTC, 2),
    ("anpa1312", ANPA, 1),
    ("text", RSS, 1),
]


@pytest.mark.parametrize(("form", "text", "items"), FORMATS_GIVEN)
def test_the_format_can_be_said(form: str, text: str, items: int, tmp_path: Path) -> None:
    path = tmp_path / "copy"
    path.write_bytes(text.encode())
    result = CliRunner().invoke(app, ["check", str(path), "--format", "json", "--input-format", form])
    assert len(json.loads(result.stdout)["files"][0]["documents"]) == items
    assert result.exit_code == 1


def test_a_file_that_is_not_what_was_said_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS, encoding="utf-8")
    (tmp_path / "a.txt").write_text("The council met.", encoding="utf-8")
    for name, form, said in (("feed.xml", "atom", "it reads as rss"), ("a.txt", "ninjs", "it reads as text")):
        result = CliRunner().invoke(app, ["check", str(tmp_path / name), "--input-format", form])
        assert (result.exit_code, said in result.stderr) == (2, True)


def fields(path: Path, *more: str) -> tuple[int, list[tuple[str, str, int, int]], str]:
    names = ("--text-field", "story", "--headline-field", "head", "--id-field", "slug")
    result = CliRunner().invoke(app, ["check", str(path), "--format", "json", *names, *more])
    found = [f for file in json.loads(result.stdout)["files"] for f in file["findings"]]
    return result.exit_code, [(f["item"], f["text"], f["line"], f["column"]) for f in found], result.stderr


def test_fields_of_records_can_be_named(tmp_path: Path) -> None:
    rows = [("s-1", "Talks", "The council met."), ("s-2", "Rain", "It’s late: he doesnt expect rain.")]
    table = tmp_path / "a.csv"
    table.write_text("slug,head,story\n" + "".join(f'{a},{b},"{c}"\n' for a, b, c in rows), encoding="utf-8")
    lines = tmp_path / "a.jsonl"
    records = [dict(zip(("slug", "head", "story"), row, strict=True)) for row in rows]
    lines.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    parquet = tmp_path / "a.parquet"
    pyarrow_parquet.write_table(pa.Table.from_pylist(records), parquet)
    for path in (table, lines):
        at = place_of(path.read_text(encoding="utf-8"), "doesnt")
        assert fields(path) == (1, [("s-2", "doesnt", *at)], "")
    assert fields(parquet) == (1, [("s-2", "doesnt", 1, 15)], "")


def test_a_field_that_is_not_there_is_told_and_the_other_records_are_read(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("slug,text\n1,He doesnt know.\n", encoding="utf-8")
    code, found, said = fields(table)
    assert (code, found, "no column 'story' (columns: slug, text)" in said) == (2, [], True)
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "x"}\n[1]\n{"story": "He doesnt know."}\nnot json\n', encoding="utf-8")
    code, found, said = fields(lines)
    assert (code, [f[:3] for f in found]) == (2, [("#3", "doesnt", 3)])
    assert "line 1: no field 'story'" in said
    assert "line 2: no JSON object" in said
    assert "broken JSON at line 4" in said
    ragged = tmp_path / "b.csv"
    ragged.write_text("slug,head,story\n1,a,b,c\n2,Talks,He doesnt know.\n", encoding="utf-8")
    code, found, said = fields(ragged)
    assert (code, [f[:2] for f in found], "line 2: 4 cells, not 3" in said) == (2, [("2", "doesnt")], True)


def test_a_table_without_a_column_for_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("slug,head\n1,Talks\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(tmp_path / "a.csv")])
    assert (result.exit_code, "name it with --text-field (columns: slug, head)" in result.stderr) == (2, True)


def test_a_large_feed_is_read_as_a_small_one_is(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond what is kept in memory, block by block, wherever a block happens to end."""
    monkeypatch.setattr(stored, "IN_MEMORY", 100_000)
    story = STORY.replace("doesnt", "doesn’t")
    body = f"<item><guid>i</guid><title>Talks</title><description>{story}</description></item>\n"
    head, tail = "<rss><channel><title>Café</title>\n", "</channel></rss>\n"
    text = f"{head}{body * 4_000}<item><title>{STORY}</title></item>{tail}"
    for encoding in ("utf-8", "utf-16"):
        path = tmp_path / f"{encoding}.xml"
        path.write_bytes(text.encode(encoding))
        *others, last = pipeline.documents([str(path)], [])
        assert len(others) == 4_000
        assert last.position(last.text.index("doesnt")) == place_of(text, "doesnt")
        assert {d.text for d in others} == {others[0].text}


def test_malformed_heads_are_read_and_malformed_items_are_not(pipeline: Pipeline) -> None:
    feed = (
        '<!-- two <?xml -->\n<?xml?xml version="1.0" ??>\n<rss rss:version=2.0>\n<rss:channel>\n'
        f"<rss:item><rss:title>Talks</rss:title><content:encoded>{STORY}</content:encoded></rss:item></rss:channel></rss>\n"
    )
    report = pipeline.check(Source("feed", feed))
    [finding] = report.findings()
    assert report.documents[0].document.position(finding.span.start) == place_of(feed, "doesnt")
    assert report.failures == []
    broken = pipeline.check(Source("feed", RSS.replace("</title>", "</titel>")))
    assert [f.message for f in broken.failures] == ["broken XML at line 3, column 69: mismatched tag"]


def test_wrapped_lines_of_the_wire_are_paragraphs_again(pipeline: Pipeline) -> None:
    for text in (IPTC, ANPA):
        paragraphs = pipeline.check(Source("wire", text)).documents[0].document.text.split("\n\n")
        assert paragraphs[1:] == [
            "BRODNO (AP) - Ministers met on Monday in the old town hall, and the mayor said he doesnt expect a deal.",
            "The talks go on.",
        ]
        assert paragraphs[0].startswith("Town hall talks")


def test_an_item_without_text_is_damage(pipeline: Pipeline) -> None:
    report = pipeline.check(Source("feed", "<rss><channel>\n <item><guid>e</guid></item></channel></rss>"))
    [found] = report.findings()
    assert (found.rule, found.item) == ("nothing-to-publish", "e")
    assert report.documents[0].document.position(0) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "[Reuters] The council met on Monday.",
        "{",
        "<3 is a heart",
        "<note>The council met.</note>",
        "[]",
        "[1]",
        "text, or copy",
    ],
)
def test_what_is_no_carrier_is_plain_copy(text: str) -> None:
    assert carrier_of(Source("a.txt", text), Reading()).kind == "text"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The council met.", "named .json, but"),
        ("<note>The council met.</note>", "named .json, but"),
        ('{"a": 1}', "JSON, but none"),
        ('[{"a": 1}]', "JSON, but none"),
        ("<?xml version='1.0'?><note/>", "<note>"),
    ],
)
def test_data_that_holds_no_copy_is_not_read_as_copy(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(text, encoding="utf-8")
    (tmp_path / "story.txt").write_text("The council met on Monday.", encoding="utf-8")
    named = CliRunner().invoke(app, ["check", str(tmp_path / "data.json")])
    assert (named.exit_code, said in named.stderr) == (2, True)
    searched = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert (searched.exit_code, searched.stdout.startswith("1 file, nothing found")) == (0, True)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("feed.json", JSON_FEED[:120], "broken JSON at line"),
        ("feed.txt", JSON_FEED[:120], "broken JSON at line"),
        ("feed.xml", "", "nothing in it"),
        ("feed.json", " \n", "nothing in it"),
    ],
)
def test_a_broken_or_empty_feed_is_never_read_as_copy(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    for path in (tmp_path / name, tmp_path):
        result = CliRunner().invoke(app, ["check", str(path)])
        assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_declaration_may_stand_behind_blank_lines(pipeline: Pipeline) -> None:
    report = pipeline.check(Source("feed", f"\n\n{RSS}"))
    assert [f.text for f in report.findings()] == ["doesnt"]
    line, column = place_of(f"\n\n{RSS}", "doesnt")
    assert report.documents[0].document.position(report.findings()[0].span.start) == (line, column)


def test_a_json_lines_record_that_is_broken_is_named(pipeline: Pipeline) -> None:
    report = pipeline.check(Source("a.jsonl", LINES + '{"id": 3, "text": "cut\n'))
    assert [f.text for f in report.findings()] == ["doesnt"]
    assert "broken JSON at line 4" in report.failures[0].message


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="ISO-8859-2"?>\n<rss><channel><item><title>Talks</title><description>',
        '<!DOCTYPE html>\n<html><head><meta charset="iso-8859-2"></head><body><p>',
    ],
)
def test_a_declared_encoding_is_believed_where_the_bytes_bear_it_out(head: str, pipeline: Pipeline) -> None:
    ends = "</description></item></channel></rss>" if "rss" in head else "</p></body></html>"
    text = f"{head}The mayor of Łódź said on Monday that he doesnt expect a deal.{ends}\n"
    source = decode("feed", text.encode("iso-8859-2"))
    assert (source.encoding, source.guessed) == ("iso8859-2", False)
    report = pipeline.check(source)
    [finding] = report.findings()
    assert finding.text == "doesnt"
    assert report.documents[0].document.position(finding.span.start) == place_of(text, "doesnt")


def test_a_declared_encoding_that_the_bytes_refute_is_not_believed() -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<rss><channel><item><title>Café</title></item></channel></rss>\n'
    )
    assert decode("feed", text.encode("utf-8")).text == text
    assert decode("feed", text.replace("8859-1", "8859-99").encode("latin-1")).guessed


SOUP = ["<p>One <b>two</p>three</b>", "<p>a<p>b<br>c", "x &amp y &nosuch; z", "<![CDATA[a]]>b", "<a href='", "</p></p>"]


@pytest.mark.parametrize("soup", SOUP)
def test_broken_html_is_read_to_its_end(soup: str) -> None:
    markup = Traced([Piece(soup, Position(1, 1), Position(1, len(soup) + 1))])
    text = read_html(markup).traced()
    for i, char in enumerate(text.text):
        start, end = text.start_of(i), text.end_of(i + 1)
        if char.isalnum():
            assert soup[start.column - 1 : end.column - 1] == char


@given(st.text())
def test_json_strings_know_where_their_characters_stand(value: str) -> None:
    text = json.dumps({"a": 1, "b": value})
    document = JsonText("x", text)
    traced = document.traced(document.value["b"])
    assert traced.text == value
    for i in range(len(value)):
        start, end = traced.start_of(i), traced.end_of(i + 1)
        assert json.loads(f'"{text[start.column - 1 : end.column - 1]}"') == value[i]


def found_in(feed: str, pipeline: Pipeline, path: str = "feed") -> list[str]:
    report = pipeline.check(Source(path, feed))
    return [f.text for f in report.findings()] + [f.message for f in report.failures]


def test_elements_of_others_are_not_taken_for_the_feeds_own(pipeline: Pipeline) -> None:
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    item = (
        "<item><media:title>A picture</media:title><media:description>A ferry.</media:description>"
        f"<title>Talks</title><description>{STORY}</description></item>"
    )
    assert found_in(f"<rss {media}><channel>{item}</channel></rss>", pipeline) == ["doesnt"]
    entry = f'<entry><media:content url="x.jpg"/><content type="html">{STORY}</content></entry>'
    assert found_in(f'<feed xmlns="http://www.w3.org/2005/Atom" {media}>{entry}</feed>', pipeline) == ["doesnt"]


def test_the_feeds_own_title_and_language_are_its_items(pipeline: Pipeline) -> None:
    head = "<image><title>Logo</title></image><title>Desk</title>"
    rss = f"<rss><channel>{head}<item><title>Talks</title></item></channel></rss>"
    atom = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><entry><title>Talks</title></entry></feed>'
    assert pipeline.check(Source("feed", rss)).documents[0].document.credit == "Desk"
    assert pipeline.check(Source("feed", atom)).documents[0].document.language == "fr"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The AT&T-owned ferry of M&S. It is R&D-driven.", "The AT&T-owned ferry of M&S. It is R&D-driven."),
        ("x &copy-right &amp-y &nosuch.z", "x ©-right &-y &nosuch.z"),
        ("<p>a &# b<br>c</p>", "a &# b\nc"),
        ("<![x</div>b", "b"),
    ],
)
def test_what_only_looks_like_a_reference_is_copy(markup: str, text: str) -> None:
    assert read_html(Traced(lines_of(markup))).traced().text == text


def test_messages_without_an_end_are_told(pipeline: Pipeline) -> None:
    cut = IPTC.replace("\x03\x04\r\n", "")
    assert found_in(cut, pipeline) == ["doesnt", "the message in line 8 has no end (ETX)"]


def test_wire_and_pages_with_carriage_returns_alone(pipeline: Pipeline) -> None:
    for text in (ANPA.replace("\r\n", "\r"), PAGE.replace("\n", "\r")):
        report = pipeline.check(Source("copy", text))
        [finding] = report.findings()
        at = text.index("doesnt expect")
        place = (text.count("\r", 0, at) + 1, at - text.rfind("\r", 0, at))
        assert report.documents[0].document.position(finding.span.start) == place


def test_a_bomb_behind_odd_quotation_marks_is_refused(pipeline: Pipeline) -> None:
    kind = '<!DOCTYPE rss [<!ENTITY a "x]y"><!ENTITY b "&a;&a;">]>'
    bomb = f"{kind}\n<rss><channel><item><title>&b;</title></item></channel></rss>"
    assert found_in(bomb, pipeline) == ["refused: it declares the entity 'a' (line 1)"]


def test_one_item_too_deep_stops_no_other(pipeline: Pipeline) -> None:
    deep = f"<item><description>{'<b>' * 3000}x{'</b>' * 3000}</description></item>"
    feed = f"<rss><channel>{deep}<item><description>{STORY}</description></item></channel></rss>"
    assert set(found_in(feed, pipeline)) == {"doesnt", "item 1 in line 1 is nested too deeply"}


def test_numbers_and_characters_that_python_cannot_hold_are_errors(pipeline: Pipeline) -> None:
    number = '{"id": 1, "n": ' + "1" * 5000 + ', "text": "x"}'
    lines = f'{number}\n{{"id": 2, "text": "\\ud800 x"}}\n{{"id": 3, "text": "He doesnt."}}\n'
    finding, digits, half = found_in(lines, pipeline, "a.jsonl")
    assert finding == "doesnt"
    assert digits.startswith("broken JSON: Exceeds the limit")
    assert half == "half a character (a lone surrogate) at line 2, column 20"


def test_a_line_feed_by_reference_ends_no_line(pipeline: Pipeline) -> None:
    text = "Talks went on between the&#10;the two sides."
    feed = f"<rss><channel><item><description>{text}</description></item></channel></rss>"
    [part] = pipeline.check(Source("feed", feed)).documents
    assert part.findings
    for finding in part.findings:
        assert part.document.end_position(finding.span.end).line == 1
