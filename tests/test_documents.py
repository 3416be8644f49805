"""Source → document: lines, paragraphs, sentences, quotations, language, locale."""

from __future__ import annotations

import pytest

from copylint.documents.build import build
from copylint.model.document import Document
from copylint.model.rule import FAMILIES
from copylint.model.source import Source
from copylint.pipeline import Pipeline

FRENCH = (
    "Le ministre a déclaré lundi qu’il ne s’attendait pas à un accord avant la fin de la semaine. Les négociations "
    "reprendront mardi à Genève, selon le porte-parole du gouvernement, qui n’a pas voulu donner de détails."
)
GERMAN = (
    "Der Minister sagte am Montag, er rechne nicht mit einer Einigung vor dem Ende der Woche. Die Gespräche sollen am "
    "Dienstag in Genf fortgesetzt werden, teilte ein Sprecher der Regierung mit, der keine Einzelheiten nennen wollte."
)
SPANISH = (
    "El ministro dijo el lunes que no espera un acuerdo antes del final de la semana. Las conversaciones continuarán "
    "el martes en Ginebra, según el portavoz del gobierno, que no quiso dar más detalles sobre la propuesta."
)
HINDI = (
    "मंत्री ने सोमवार को कहा कि उन्हें सप्ताह के अंत से पहले किसी समझौते की उम्मीद नहीं है। सरकार के प्रवक्ता के अनुसार "
    "बातचीत मंगलवार को जिनेवा में फिर शुरू होगी, लेकिन उन्होंने और कोई जानकारी देने से इनकार कर दिया।"
)
ENGLISH = (
    "The minister said on Monday that he did not expect a deal before the end of the week. Talks will resume in Geneva "
    "on Tuesday, according to a spokesman for the government, who would not give details."
)


def document(text: str) -> Document:
    return build(Source("-", text))


def pieces(text: str, part: str) -> list[str]:
    return [text[span.start : span.end] for span in getattr(document(text), part)]


class TestLines:
    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", [""]),
            ("a", ["a"]),
            ("a\n", ["a"]),
            ("a\nb", ["a", "b"]),
            ("a\r\nb\r\n", ["a", "b"]),
            ("a\rb\r", ["a", "b"]),
            ("a\n\nb", ["a", "", "b"]),
            ("\n\n", ["", ""]),
            ("a\rb\nc", ["a\rb", "c"]),
            ("a\u2028b\u0085c\fd\x0be", ["a\u2028b\u0085c\fd\x0be"]),
        ],
    )
    def test_end_at_lf_crlf_or_cr_alone(self, text: str, lines: list[str]) -> None:
        assert pieces(text, "lines") == lines

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_positions_are_the_same_whatever_the_line_end(self, end: str) -> None:
        text = f"one{end}{end}two three{end}"
        doc = document(text)
        assert doc.position(text.index("three")) == (3, 5)
        assert doc.position(0) == (1, 1)

    def test_columns_count_code_points(self) -> None:
        text = "Café 😀 said\nA\u030a x"
        assert document(text).position(text.index("said")) == (1, 8)
        assert document(text).position(text.index("x")) == (2, 4)


class TestParagraphs:
    def test_each_line_with_text_is_one(self) -> None:
        assert pieces("One.\n\n  Two.  \nThree.\n \t\n", "paragraphs") == ["One.", "Two.", "Three."]

    def test_hard_wrapped_lines_are_joined(self) -> None:
        text = (
            "The harbour master said on Monday that the ferries would\n"
            "stay in port until the wind had dropped, and that all of\n"
            "the tickets already sold would be honoured on any later\n"
            "sailing of the same line.\n"
            "\n"
            "Talks with the union resume on Tuesday at the town hall,\n"
            "where both sides are expected to stay until they agree\n"
            "on a timetable for the winter.\n"
        )
        first, second = pieces(text, "paragraphs")
        assert first.startswith("The harbour")
        assert first.endswith("same line.")
        assert second.startswith("Talks with")

    def test_short_lines_are_not(self) -> None:
        assert len(pieces("Rome\nParis\nlondon\nmadrid\noslo\n", "paragraphs")) == 5


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("Rain fell. Snow followed.", 2),
            ("Is it over? No! It goes on… Nobody knows.", 4),
            ("“It is over.” He left.", 2),
            ("Mr. Smith met Dr. Jones on St. James Street.", 1),
            ("The U.S. Senate met on Jan. 5 at 9 a.m. Monday.", 1),
            ("J. K. Rowling wrote it.", 1),
            ("It cost 3.5 million. Nobody paid.", 2),
            ("One line\nand another", 2),
            ("He left (at last.) She stayed.", 2),
        ],
    )
    def test_are_told_apart(self, text: str, count: int) -> None:
        assert len(pieces(text, "sentences")) == count

    def test_lie_in_their_paragraph_and_cover_its_words(self) -> None:
        text = "One. Two!\n\n  Three? “Four.” Five"
        assert pieces(text, "sentences") == ["One.", "Two!", "Three?", "“Four.”", "Five"]


class TestQuotations:
    @pytest.mark.parametrize(
        ("text", "quotations"),
        [
            ("“Yes,” she said.", ["Yes,"]),
            ('"Yes," she said. "No."', ["Yes,", "No."]),
            ("He said “no ‘deal’ yet”.", ["no ‘deal’ yet"]),
            ("«Oui», said the mayor.", ["Oui"]),
            ("“One paragraph.\n\n“The next,” he said.", ["One paragraph.", "The next,"]),
            ("“One.\n\n“Two.\n\n“Three,” he said.", ["One.", "Two.", "Three,"]),
        ],
    )
    def test_sound_ones_pair_up(self, text: str, quotations: list[str]) -> None:
        assert pieces(text, "quotations") == quotations
        assert document(text).loose_marks == ()

    @pytest.mark.parametrize(
        ("text", "kind", "offset"),
        [
            ("He said “it is over and left.", "unclosed", 8),
            ("It is over,” he said.", "unopened", 11),
            ("” A diplomat said so.", "unopened", 0),
            ("He said ”it is over” and left.", "backwards", 8),
            ("He said “it is over“ and left.", "backwards", 19),
            ('He said “it is over" and left.', "mixed", 19),
            ('He said "it is over” and left.', "mixed", 8),
            ('"It is over, he said.', "unclosed", 0),
        ],
    )
    def test_loose_marks_are_named(self, text: str, kind: str, offset: int) -> None:
        assert [(m.kind, m.span.start) for m in document(text).loose_marks] == [(kind, offset)]

    @pytest.mark.parametrize(
        "text",
        [
            "He stands 6'2\" and throws far.",
            'The 5" gun fired.',
            'A 12" record, a 7" single.',
            "It’s the ’90s, rock ’n’ roll.",
            "The Blinkens’ house, 40' long.",
        ],
    )
    def test_measures_and_apostrophes_are_no_marks(self, text: str) -> None:
        assert document(text).loose_marks == ()
        assert document(text).quotations == ()

    def test_what_lies_inside(self) -> None:
        doc = document("He said “it is over” and left.")
        assert doc.quotation_at(10) is not None
        assert doc.quotation_at(8) is None
        assert doc.quotation_at(19) is None


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "code"),
        [(FRENCH, "fr"), (GERMAN, "de"), (SPANISH, "es"), (HINDI, "hi"), (ENGLISH, "en"), ("Rain", "und")],
    )
    def test_is_told(self, text: str, code: str) -> None:
        assert document(text).language == code

    @pytest.mark.parametrize("text", [FRENCH, GERMAN, SPANISH, HINDI])
    def test_copy_that_is_not_english_gets_the_language_free_families_and_says_so(
        self, pipeline: Pipeline, text: str
    ) -> None:
        report = pipeline.check(Source("-", f"{text}\n\nHe doesnt expect Vladmir Putin to come.&amp;nbsp;\n"))
        unchecked = report.documents[0].unchecked
        assert {"apostrophes", "names", "spelling", "wording", "casing", "spacing"} <= set(unchecked)
        assert not {"encoding", "residue", "duplication"} & set(unchecked)
        assert set(unchecked) < set(FAMILIES)
        families = {f.family for f in report.findings()}
        assert "residue" in families
        assert not families & set(unchecked)

    @pytest.mark.parametrize("text", [FRENCH, GERMAN, SPANISH, HINDI])
    def test_sound_copy_in_other_languages_is_silent(self, pipeline: Pipeline, text: str) -> None:
        assert pipeline.check(Source("-", text)).findings() == []

    def test_repeated_paragraphs_are_found_in_any_language(self, pipeline: Pipeline) -> None:
        report = pipeline.check(Source("-", f"{GERMAN}\n\n{GERMAN}\n"))
        assert [f.family for f in report.findings()] == ["duplication"]

    def test_english_copy_is_checked_whole(self, pipeline: Pipeline) -> None:
        assert pipeline.check(Source("-", ENGLISH)).documents[0].unchecked == ()


class TestLocale:
    @pytest.mark.parametrize(
        ("text", "locale"),
        [
            ("The labour minister organised a strike over the colour, per cent by per cent.", "en-GB"),
            ("The labor secretary organized a walkout in the U.S. over the color.", "en-US"),
            ("The state spent Rs 2,23,000 on the road.", "en-IN"),
            ("The road cost 45 crore.", "en-IN"),
            ("Rain fell on the road.", "en"),
        ],
    )
    def test_is_what_the_text_shows(self, text: str, locale: str) -> None:
        assert document(text).locale == locale

    def test_of_another_language_is_that_language(self) -> None:
        assert document(FRENCH).locale == "fr"
