"""Engines of others: what of theirs is shown, what is left aside, and what happens where they can't be asked."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import copylint
from copylint.app import app
from copylint.batch.local import FEWEST
from copylint.documents.build import build
from copylint.lexicon.words import words
from copylint.model.finding import Confidence, Finding, Severity
from copylint.model.rule import FAMILIES, from_outside
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.outside import breaker as breaker_module
from copylint.outside.breaker import Breaker
from copylint.outside.grammar import Grammar
from copylint.outside.languagetool import LanguageTool
from copylint.outside.match import EngineError, Match
from copylint.outside.pieces import asked, batches, pieces
from copylint.outside.sieve import narrowed
from copylint.outside.table import table
from copylint.pipeline import Pipeline
from copylint.settings import Settings
from fake_languagetool import FakeServer, serving

LATE = "The ferry to the island was late in Thursday because of the fog, the harbour board said."
SOUND = "The ferry to the island was on time because there was no fog, the harbour board said."


class Said:
    """An engine that says what a test wants said: of each paragraph, of each text in it, what to write for it."""

    name = "languagetool"
    title = "LanguageTool"

    def __init__(
        self, *said: tuple[str, str], rule: str = "SOME_RULE", category: str = "GRAMMAR", kind: str = ""
    ) -> None:
        self.said = said
        self.rule, self.category, self.kind = rule, category, kind
        self.asked: list[str] = []

    def mark(self) -> str:
        return "1"

    def shared(self) -> None:
        return None

    def close(self) -> None:
        pass

    def matches(self, paragraphs: Sequence[str], locale: str) -> list[tuple[Match, ...]]:
        assert locale
        self.asked += paragraphs
        return [tuple(self._of(paragraph)) for paragraph in paragraphs]

    def _of(self, paragraph: str) -> Iterator[Match]:
        for wrong, right in self.said:
            for found in re.finditer(re.escape(wrong), paragraph):
                yield Match(Span(*found.span()), self.rule, self.category, self.kind, "So it is", (right,))


def judged(engine: Said, text: str, others: Sequence[Finding] = ()) -> list[str]:
    """Return the texts of what is left of what an engine says."""
    grammar = Grammar(engine, words(), Pipeline().entities)
    findings, unread = grammar.find(build(Source("-", text)), others)
    assert not unread
    assert all(text[f.span.start : f.span.end] == f.text for f in findings)
    return [finding.text for finding in findings]


def test_a_finding_keeps_the_engines_rule_and_says_who_found_it() -> None:
    grammar = Grammar(Said(("late in Thursday", "late on Thursday")), words(), Pipeline().entities)
    (finding,), _ = grammar.find(build(Source("-", LATE)), ())
    assert (finding.rule, finding.family, finding.text) == ("languagetool/SOME_RULE", "wording", "in")
    assert (finding.severity, finding.confidence) == (Severity.WARNING, Confidence.LIKELY)
    assert finding.message == "So it is."
    assert "LanguageTool" in finding.why
    assert finding.suggestions == ("on",)
    assert finding.fix is not None
    assert finding.fix.safety == "unsafe"


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("The talks in Wexley went on, Ms Orban said.", "Wexley", "Wesley"),  # a name
        ("The talks went on. Orbans of the union stayed.", "Orbans", "Organs"),  # a name that begins a sentence
        ("They said “it were late in Thursday” and left.", "late in Thursday", "late on Thursday"),  # in a quotation
        ("Ferry late in Thursday", "late in Thursday", "late on Thursday"),  # a headline
        ("The land owners met the harbour board again.", "land owners", "landowners"),  # a compound
        ("The cafe by the old harbour is open again.", "cafe", "café"),  # an accent
        ("The board met the secretary of state again.", "secretary of state", "Secretary of State"),  # a capital
        ("The firm Brandt are late with the new ferry.", "are", "is"),  # a team, a firm
        ("The union took a wages freeze for the year.", "a wages", "a wage"),  # half of a compound
    ],
)
def test_what_names_quotations_headlines_and_house_style_explain_is_left_aside(
    text: str, wrong: str, right: str
) -> None:
    assert judged(Said((wrong, right)), text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "right", "left"),
    [
        ("The were no reports of damage to the ferry.", "The", "They", ["The"]),
        ("The mayor will can open the bridge today.", "will can", "will", ["can"]),
        ("After a few Ferry delay the board met again.", "few Ferry delay", "few Ferry delays", ["delay"]),
        ("There is a lot evidence of the storm here.", "a lot evidence", "a lot of evidence", ["a lot evidence"]),
        ("They saw a phenomena known to the crew.", "a phenomena", "a phenomenon", ["phenomena"]),
    ],
)
def test_ordinary_words_are_judged(text: str, wrong: str, right: str, left: list[str]) -> None:
    found = judged(Said((wrong, right)), text)
    assert [words_of.split()[-1] for words_of in found] == [one.split()[-1] for one in left]


@pytest.mark.parametrize(
    ("text", "wrong", "right", "shown"),
    [
        ("The ferry was repaired with a positve result today.", "positve", "positive", True),
        ("The ferry undocked from the pier this morning.", "undocked", "unlocked", False),  # a prefix
        ("The quayglim was open and the quayglim was full.", "quayglim", "quaylim", False),  # a coinage that recurs
        ("The company will annualise the savings of it.", "annualise", "annualize", False),  # British
        ("The ferry serves a fine bouillabaisse on board.", "bouillabaisse", "bouillabaise", False),  # a real word
    ],
)
def test_an_unknown_word_is_a_slip_only_where_one_letter_makes_it_a_frequent_one(
    text: str, wrong: str, right: str, *, shown: bool
) -> None:
    engine = Said((wrong, right), rule="MORFOLOGIK_RULE_EN_US", category="TYPOS", kind="misspelling")
    assert bool(judged(engine, text)) is shown


def test_what_another_finding_explains_is_left_aside() -> None:
    engine = Said(("late in Thursday", "late on Thursday"))
    start = LATE.index("in Thursday")

    def other(span: Span, role: str = "proof") -> Finding:
        return Finding("r", "wording", Severity.ERROR, Confidence.LIKELY, "", span, "", role=role)

    assert judged(engine, LATE, [other(Span(start, start + 11))]) == []
    assert judged(engine, LATE, [other(Span(0, len(LATE)))]) == []
    assert judged(engine, LATE, [other(Span(0, 3)), other(Span(start + 20, start + 30))]) == ["in"]
    assert judged(engine, LATE, [other(Span(start, start + 11), "counter")]) == ["in"]


@pytest.mark.parametrize("kind", ["style", "typographical", "locale-violation"])
def test_style_and_typography_are_left_aside(kind: str) -> None:
    assert judged(Said(("in Thursday", "on Thursday"), kind=kind), LATE) == []
    assert judged(Said(("in Thursday", "on Thursday"), category="STYLE"), LATE) == []
    assert judged(Said(("in Thursday", "on Thursday"), rule="THE_SUPERLATIVE"), LATE) == []


@pytest.mark.parametrize("engine", ["languagetool", "harper"])
def test_tables_name_families(engine: str) -> None:
    said = table(engine)
    assert {*said.families.values(), *said.rules.values()} <= set(FAMILIES)
    assert not said.unasked & said.families.keys()


def test_a_paragraph_is_asked_about_once() -> None:
    engine = Said()
    grammar = Grammar(engine, words(), Pipeline().entities)
    for text in (LATE, LATE, f"{SOUND}\n\n{LATE}\n\n{SOUND}", "Too short."):
        grammar.find(build(Source("-", text)), ())
    assert engine.asked == [LATE, SOUND]


def test_what_is_kept_of_paragraphs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copylint.outside.grammar.KEPT", 3)
    engine = Said(("in Thursday", "on Thursday"))
    grammar = Grammar(engine, words(), Pipeline().entities)
    text = "\n\n".join(f"{LATE[:-1]} in report {number}." for number in range(9))
    assert [len(grammar.find(build(Source("-", text)), ())[0]) for _ in range(2)] == [9, 9]
    assert len(grammar._kept) == 3


def test_copy_in_another_language_is_not_asked_about() -> None:
    engine = Said()
    german = "Die Fähre zur Insel kam am Donnerstag wegen des dichten Nebels zu spät, sagte die Hafenbehörde. " * 4
    Grammar(engine, words(), Pipeline().entities).find(build(Source("-", german)), ())
    assert engine.asked == []


def test_a_match_is_narrowed_to_the_words_that_change() -> None:
    def narrow(text: str, *replacements: str) -> tuple[str, tuple[str, ...]]:
        match = narrowed(Match(Span(0, len(text)), "", "", "", "", replacements), text)
        return text[match.span.start : match.span.end], match.replacements

    assert narrow("few Ferry delay", "few Ferry delays") == ("delay", ("delays",))
    assert narrow("in Thursday", "on Thursday", "by Thursday") == ("in", ("on", "by"))
    assert narrow("able find", "able to find") == ("able find", ("able to find",))
    assert narrow("delay") == ("delay", ())


def test_pieces_make_up_the_paragraphs_and_are_none_too_long() -> None:
    paragraphs = ["", "One. Two.", "x" * 50_000, "A sentence of words here. " * 4000, "word " * 9000, "😀" * 9000]
    cut = list(pieces(paragraphs, 8000))
    assert all(0 < len(piece.text) <= 8000 for piece in cut)
    for number, paragraph in enumerate(paragraphs):
        own = [piece for piece in cut if piece.paragraph == number]
        assert "".join(piece.text for piece in own) == paragraph
        assert all(paragraph.startswith(piece.text, piece.start) for piece in own)
    assert all(p.text.endswith(". ") for p in cut if p.paragraph == 3)
    assert max(sum(len(piece.text) for piece in lot) for lot in batches(cut, 8000)) <= 8000


def test_what_is_said_of_a_batch_goes_to_its_paragraphs() -> None:
    paragraphs = ["a slip 😀 slip", "none", "😀 slip " * 3000]

    def ask(text: str) -> Iterator[Match]:
        for found in re.finditer("slip", text):
            yield Match(Span(*found.span()), "R", "C", "", "", ())
        if "\n\n" in text:  # over the edges of paragraphs
            yield Match(Span(0, len(text)), "R", "C", "", "", ())

    said = asked(paragraphs, ask)
    assert [len(found) for found in said] == [2, 0, 3000]
    for paragraph, found in zip(paragraphs, said, strict=True):
        assert {paragraph[m.span.start : m.span.end] for m in found} <= {"slip"}


def test_an_engine_that_does_not_answer_is_left_alone_for_a_while() -> None:
    now = 0.0
    questions = 0
    breaker = Breaker(lambda: now)
    error: EngineError | None = EngineError("down")

    def ask() -> int:
        nonlocal questions
        questions += 1
        if error:
            raise error
        return questions

    for _ in range(9):
        with pytest.raises(EngineError, match="down"):
            breaker.ask(ask)
    assert questions == breaker_module.MOST_FAILURES
    now += breaker_module.REST_S
    with pytest.raises(EngineError):
        breaker.ask(ask)
    assert questions == breaker_module.MOST_FAILURES + 1
    now += breaker_module.REST_S
    error = None
    assert breaker.ask(ask) == breaker.ask(ask) - 1


@pytest.mark.parametrize("error", [EngineError("old", lasting=True), EngineError("late", slow=True)])
def test_one_failure_is_enough_where_it_lasts_or_took_all_its_time(error: EngineError) -> None:
    breaker = Breaker()
    questions = []

    def ask() -> None:
        questions.append(1)
        raise error

    for _ in range(3):
        with pytest.raises(EngineError):
            breaker.ask(ask)
    assert len(questions) == 1


# servers, of which some are none


def engine_at(server: FakeServer, answer_s: float = 0.4) -> LanguageTool:
    return LanguageTool(server.url, None, off=frozenset(), extra="", answer_s=answer_s)


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("slow", "doesn't answer within 0.4 s"),
        ("first-slow", "doesn't answer within 1.2 s"),
        ("drip", "doesn't answer within 0.4 s"),
        ("no-json", "no answer of LanguageTool's"),
        ("other-json", "no answer of LanguageTool's"),
        ("odd-matches", "no answer of LanguageTool's"),
        ("beyond", "no answer of LanguageTool's: a match at 10000"),
        ("first-no-json", "no answer of LanguageTool's"),
        ("old", "is LanguageTool 4.9.1, not 6.0 or later"),
        ("fails", "no answer of LanguageTool's: 500"),
        ("hangs-up", "can't be reached"),
    ],
)
def test_a_server_that_gives_no_answer_is_an_error_in_words(mood: str, reason: str) -> None:
    with serving(mood) as server, pytest.raises(EngineError, match=re.escape(reason)) as error:
        engine_at(server).matches([LATE], "en")
    assert server.url in str(error.value)
    assert "\n" not in str(error.value)


def test_a_redirect_is_not_followed() -> None:
    with serving() as other, serving("redirects", other.url) as server:
        with pytest.raises(EngineError, match="307"):
            engine_at(server).matches([LATE], "en")
        assert server.copy == [LATE]
        assert other.texts == []


def test_a_proxy_stands_not_between_us_and_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy, serving() as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert len(engine_at(server).matches([LATE], "en")[0]) == 1
        assert proxy.texts == []


@pytest.mark.parametrize("address", ["{}", "{}/", "{}/v2", "{}/v2/"])
def test_an_address_may_be_written_as_people_write_it(address: str) -> None:
    with serving() as server:
        engine = LanguageTool(address.format(server.url), None, off=frozenset(), extra="")
        assert len(engine.matches([LATE], "en-GB")[0]) == 1
        assert engine.mark() == "6.6"


def test_a_password_is_not_told() -> None:
    with serving("fails") as server:
        engine = LanguageTool(server.url.replace("://", "://desk:secret@"), None, off=frozenset(), extra="")
        with pytest.raises(EngineError) as error:
            engine.matches([LATE], "en")
    assert "secret" not in str(error.value)


def test_offsets_beyond_the_plane_of_sixteen_bits_are_exact() -> None:
    text = f"😀😀 {LATE} 😀 {LATE} 𝒳"
    with serving() as server:
        found = engine_at(server).matches([text, LATE], "en")
    assert [text[m.span.start : m.span.end] for m in found[0]] == ["in Thursday"] * 2
    assert [LATE[m.span.start : m.span.end] for m in found[1]] == ["in Thursday"]


def test_a_megabyte_in_one_paragraph_is_read_in_parts() -> None:
    text = f"😀 {SOUND} {LATE} " * 6000
    assert len(text) > 1_000_000
    with serving() as server:
        findings, unread = Grammar(engine_at(server, 30), words(), Pipeline().entities).find(
            build(Source("-", text)), ()
        )
        assert max(map(len, server.copy)) <= 8000
    assert not unread
    assert [text[f.span.start - 5 : f.span.end + 9] for f in findings] == ["late in Thursday"] * 6000


# the command


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr("copylint.outside.languagetool.ANSWER_S", 0.4)
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "nothing"))
    monkeypatch.delenv("LTP_JAR_DIR_PATH", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "copy").mkdir()
    for number in range(FEWEST + 2):
        text = f"Ferry report\n\n{LATE}\n\nHe doesnt expect a deal {number}.\n"
        (tmp_path / "copy" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments, "--ignore", "in-for-on-before-day"], catch_exceptions=False)


def rules_in(result: Result) -> list[str]:
    return [f["rule"] for file in json.loads(result.stdout)["files"] for f in file["findings"]]


@pytest.mark.usefixtures("desk")
def test_by_default_nobody_is_asked() -> None:
    with serving() as server:
        Path("copylint.toml").write_text(f'languagetool-url = "{server.url}"\n', encoding="utf-8")
        assert not any(map(from_outside, rules_in(check("copy/00.txt", "--format", "json"))))
        assert server.texts == []


@pytest.mark.usefixtures("desk")
def test_processes_ask_the_same_server_and_find_the_same() -> None:
    with serving() as server:
        Path("copylint.toml").write_text(
            f'grammar = "languagetool"\nlanguagetool-url = "{server.url}"\n', encoding="utf-8"
        )
        alone = check("copy", "--format", "json", "--jobs", "1", "--no-cache")
        assert rules_in(alone).count("languagetool/IN_WEEKDAY") == FEWEST + 2
        assert len(server.copy) < 2 * (FEWEST + 2)
        together = check("copy", "--format", "json", "--jobs", "2", "--no-cache")
        assert (together.exit_code, together.stdout, together.stderr) == (1, alone.stdout, alone.stderr)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("mood", ["no-json", "fails", "old", "slow"])
def test_a_run_goes_on_without_an_engine_and_says_so_once(mood: str, jobs: str) -> None:
    with serving(mood) as server:
        options = ("copy", "--format", "json", "--languagetool-url", server.url, "--jobs", jobs)
        plain = check(*options, "--grammar", "off")
        without = check(*options, "--grammar", "languagetool")
        optional = check(*options, "--grammar", "languagetool", "--grammar-optional")
    assert (plain.exit_code, without.exit_code, optional.exit_code) == (1, 2, 1)
    assert rules_in(plain) == rules_in(without) == rules_in(optional)
    assert len(json.loads(without.stdout)["errors"]) == FEWEST + 2
    assert json.loads(optional.stdout)["errors"] == []
    for result in (without, optional):
        assert result.stderr.count("\n") == 1
        assert f"{FEWEST + 2} files, the first copy/00.txt: not checked by LanguageTool: the Lang" in result.stderr


@pytest.mark.usefixtures("desk")
def test_nothing_listens() -> None:
    with serving() as server:
        url = server.url
    result = check("copy", "--grammar", "languagetool", "--languagetool-url", url)
    assert result.exit_code == 2
    assert "can't be reached (Connection refused)" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("desk")
def test_a_server_that_dies_midway_leaves_what_it_found() -> None:
    with serving() as server:
        options = ("--format", "json", "--grammar", "languagetool", "--languagetool-url", server.url)
        Path("later.txt").write_text(f"{SOUND} {LATE}\n", encoding="utf-8")
        pipeline = Pipeline(Settings.of(grammar="languagetool", languagetool_url=server.url))
        first = pipeline.examine(build(Source("00.txt", LATE)))
        server.mood = "hangs-up"
        second = pipeline.examine(build(Source("later.txt", Path("later.txt").read_text(encoding="utf-8"))))
        assert check("later.txt", *options).exit_code == 2
        server.mood = "well"
        assert "languagetool/IN_WEEKDAY" in rules_in(check("later.txt", *options))
    assert [unread.path for unread in (*first[1], *second[1])] == ["later.txt"]


@pytest.mark.usefixtures("desk")
def test_the_cache_knows_of_the_engine_and_keeps_nothing_it_missed() -> None:
    with serving() as server:
        options = ("copy/00.txt", "--format", "json", "--languagetool-url", server.url)
        on = (*options, "--grammar", "languagetool", "--grammar-optional")
        check(*options)
        assert "languagetool/IN_WEEKDAY" in rules_in(check(*on))
        seen = len(server.copy)
        assert "languagetool/IN_WEEKDAY" in rules_in(check(*on))
        assert len(server.copy) == seen
        assert "languagetool/IN_WEEKDAY" not in rules_in(check(*options))
        Path("copy/00.txt").write_text(f"{LATE} It was late.\n", encoding="utf-8")
        server.mood = "fails"
        assert "languagetool/IN_WEEKDAY" not in rules_in(check(*on))
        server.mood = "well"
        assert "languagetool/IN_WEEKDAY" in rules_in(check(*on))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "form", ["text", "concise", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "html"]
)
def test_every_report_names_the_engines_rule(form: str) -> None:
    with serving() as server:
        result = check("copy/00.txt", "--format", form, "--grammar", "languagetool", "--languagetool-url", server.url)
    assert result.exit_code == 1
    assert re.search("languagetool[-/%2F]+IN_WEEKDAY", result.stdout)


@pytest.mark.usefixtures("desk")
def test_an_engines_rule_can_be_ignored_waived_and_given_a_severity() -> None:
    rule = "languagetool/IN_WEEKDAY"
    with serving() as server:
        options = ("copy/00.txt", "--format", "json", "--grammar", "languagetool", "--languagetool-url", server.url)
        assert rule not in rules_in(check(*options, "--ignore", rule))
        assert rules_in(check(*options, "--select", rule)) == [rule]
        harder = check(*options, "--config", f'severity={{"{rule}" = "error"}}', "--select", rule)
        assert json.loads(harder.stdout)["files"][0]["findings"][0]["severity"] == "error"
        Path("copylint.toml").write_text(
            f'grammar = "languagetool"\nlanguagetool-url = "{server.url}"\n', encoding="utf-8"
        )
        waived = CliRunner().invoke(app, ["waive", "copy/00.txt:3", rule, "--reason", "house style"])
        assert waived.exit_code == 0, waived.output
        assert rule not in rules_in(check("copy/00.txt", "--format", "json"))
        assert rule in rules_in(check("copy/01.txt", "--format", "json"))


@pytest.mark.usefixtures("desk")
def test_without_a_server_or_jars_one_line_says_what_to_do() -> None:
    result = check("copy/00.txt", "--grammar", "languagetool")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "--languagetool-url" in result.stderr
    assert "--languagetool-folder" in result.stderr


@pytest.mark.usefixtures("desk")
def test_a_folder_without_jars_is_said() -> None:
    Path("jars").mkdir()
    result = check("copy/00.txt", "--grammar", "languagetool", "--languagetool-folder", "jars")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "jars" in result.stderr or "Java is missing" in result.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("engine", "package", "hidden"),
    [("harper", "harper", "harper"), ("languagetool", "language_tool_python", "copylint.outside.client")],
)
def test_a_missing_extra_is_said_in_one_line(
    engine: str, package: str, hidden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, hidden, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    result = check("copy/00.txt", "--grammar", engine, "--languagetool-url", "http://languagetool.invalid")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert f"pip install 'copylint[{engine}]'" in result.stderr
    assert "1 finding" in result.stdout


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("url", ["languagetool.example:8081", "ftp://example.org", "http://", "http://["])
def test_an_address_that_is_none_is_a_wrong_setting(url: str) -> None:
    result = CliRunner().invoke(app, ["check", "copy/00.txt", "--grammar", "languagetool", "--languagetool-url", url])
    assert result.exit_code == 2
    assert result.stdout == ""


def test_an_engines_rule_is_explained() -> None:
    result = CliRunner().invoke(app, ["explain", "languagetool/IN_WEEKDAY"])
    assert result.exit_code == 0
    assert "LanguageTool" in result.stdout
    assert CliRunner().invoke(app, ["explain", "otherengine/IN_WEEKDAY"]).exit_code == 2


def test_the_api_asks_too() -> None:
    with serving() as server:
        settings = Settings.of(grammar="languagetool", languagetool_url=server.url, ignore=["in-for-on-before-day"])
        assert [f.rule for f in copylint.lint(LATE, settings)] == ["languagetool/IN_WEEKDAY"]
        assert copylint.fix(LATE, settings=settings, unsafe=True) == LATE.replace("in Th", "on Th")


# Harper, which is there with the development tools


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rules of its own copylint explains nothing of what the engine finds."""
    (tmp_path / "no-rules").mkdir()
    monkeypatch.setattr("copylint.pipeline.own_rules", lambda: tmp_path / "no-rules")


@pytest.mark.usefixtures("bare")
def test_harper_reads_without_a_server() -> None:
    text = "The mayor will interrogated the crew, and the ferry report was positve, the board said."
    found = Pipeline(Settings.of(grammar="harper")).lint(f"😀 {text} {text.replace('positve', 'good')}")
    rules = [(f.rule, f.text) for f in found if from_outside(f.rule)]
    assert ("harper/SpellCheck", "positve") in rules
    assert any(rule == "harper/ModalBeAdjective" for rule, _ in rules)
    assert not any(rule == "harper/LongSentences" for rule, _ in rules)


@pytest.mark.usefixtures("bare")
def test_harper_hides_no_slip_under_a_long_sentence() -> None:
    clause = "the ferry left the pier and the crew went on with the work of the day while the rain came down, "
    text = f"The board said that {clause * 4}and that the result was positve in the end."
    found = Pipeline(Settings.of(grammar="harper")).lint(text)
    assert "positve" in [f.text for f in found if from_outside(f.rule)]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("mode", ["--fix", "--diff"])
def test_our_own_fixes_need_no_engine(mode: str) -> None:
    with serving("fails") as server:
        options = ("copy", mode, "--grammar", "languagetool", "--languagetool-url", server.url)
        result = check(*options)
        assert result.exit_code == 2
        assert result.stderr.count("not checked by LanguageTool") == 1
        assert "He doesn’t" in result.stdout + Path("copy/00.txt").read_text(encoding="utf-8")
        optional = check(*options, "--grammar-optional")
    assert optional.exit_code == (1 if mode == "--diff" else 0)
    assert optional.stderr.count("not checked by LanguageTool") == 1


@pytest.mark.usefixtures("desk")
def test_gate_and_hook_say_once_that_an_engine_is_missing() -> None:
    items = "".join(
        f"<item><guid>q-{n}</guid><title>Late</title><description>{SOUND}</description></item>" for n in "123"
    )
    Path("feed.xml").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>', encoding="utf-8")
    story = json.dumps({"headline": "Late", "body": SOUND, "format": "text", "source": "", "id": "1"})
    with serving("fails") as server:
        asked = f'grammar = "languagetool"\nlanguagetool-url = "{server.url}"\n'
        for more, code in (("", 2), ("grammar-optional = true\n", 0)):
            Path("copylint.toml").write_text(asked + more, encoding="utf-8")
            for command, given in ((["gate", "feed.xml"], None), (["hook"], story)):
                result = CliRunner().invoke(app, command, input=given, catch_exceptions=False)
                assert result.exit_code == code, (command, more, result.output)
                assert result.stderr.count("not checked by LanguageTool") == 1


def test_a_sentence_without_an_end_takes_no_longer_than_others() -> None:
    text = "The ferry was late in Thursday because the crew " * 8000 + "left."
    started = time.process_time()
    assert len(judged(Said(("late in Thursday", "late on Thursday")), text)) == 8000
    assert time.process_time() - started < 10
