"""Set phrases of which one small word is wrong or lost: on condition on anonymity, in accordance the treaty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from copylint.checks._base import Check, Param, report
from copylint.lexicon.literals import Literals, tied
from copylint.lexicon.resources import Resources
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.errors import ConfigurationError
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

LOST = "-"
ANY = "*"
SWAPPED = sorted(terms("swapped"))
OPENERS = sorted(terms("openers"))
_WRITTEN = expression(
    r"(?:(?P<before>[a-z ]+) )?<(?P<right>[a-z|]+)(?:/(?P<wrong>[a-z|*-]+))?>(?: (?P<after>[a-z ]+))?"
)
_ENDS = expression(r"[.!?…][\"”’')]*\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase: the words on either side of the place that cannot vary, what is right there, and what is wrong.

    `wrong` are the small words that may have taken the place; `lost` says that a lost word shows, too.
    """

    before: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    lost: bool
    after: str

    @classmethod
    def of(cls, rule: Rule, written: str) -> Phrase:
        """Return the phrase that a rule writes as `in accordance <with>` or `on <the/-> brink of`.

        Raises:
            ConfigurationError: it isn't written like that.

        """
        match = _WRITTEN.fullmatch(written)
        if match is None or not (match["before"] or match["after"]):
            raise ConfigurationError(rule.path, "params.phrases", "words beside one <place>, in lower case", written)
        right = tuple(match["right"].split("|"))
        named = (match["wrong"] or f"{ANY}|{LOST}").split("|")
        wrong = {*named, *(SWAPPED if ANY in named else ())} - {ANY, LOST, *right}
        return cls(match["before"] or "", right, tuple(sorted(wrong)), LOST in named, match["after"] or "")

    def broken(self) -> Iterator[tuple[str, str, str]]:
        """Yield each broken form as it stands, how much of it is the phrase, and how that reads rightly."""
        right = _joined(self.before, self.right[0], self.after)
        for wrong in self.wrong:
            whole = _joined(self.before, wrong, self.after)
            yield whole, whole, right
        bare = _joined(self.before, "", self.after)
        if self.lost and self.after:
            yield bare, bare, right
        elif self.lost:
            yield from ((f"{bare} {opener}", bare, right) for opener in OPENERS if opener not in self.right)


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


class SetPhrase(Check):
    """A phrase whose words are all there but for one that cannot vary: another small word stands for it, or none."""

    about = "set phrases with one small word wrong or lost"
    params: ClassVar = {
        "phrases": Param(
            "texts",
            "in accordance <with>: every other small word is wrong there, and so is none; capable <of/to>: only to is "
            "wrong; on <the/-> brink of: - stands for a lost word; on <condition/ground> of anonymity: so may any word",
        )
    }

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Put whatever may be wrong in any phrase into one automaton."""
        super().__init__(rules, resources)
        broken: dict[str, tuple[Rule, str, str]] = {}
        for rule in self.rules:
            for written in rule.params["phrases"]:
                for whole, phrase, right in Phrase.of(rule, written).broken():
                    broken.setdefault(whole, (rule, phrase, right))
        self._broken = tuple(broken.values())
        self._literals = Literals(broken)

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each broken phrase in a sentence: headlines leave small words out."""
        for number, start, end in self._literals.find(doc):
            rule, phrase, right = self._broken[number]
            span = Span(start, start + len(phrase))
            if not tied(doc.text, start, end) and _in_sentence(span, doc):
                if doc.text[start].isupper():
                    right = right[0].upper() + right[1:]
                yield report(rule, doc, span, suggestion=right)


def _in_sentence(span: Span, doc: Document) -> bool:
    paragraph = doc.paragraph_at(span.start)
    return paragraph is not None and bool(_ENDS.search(doc.text, max(span.end, paragraph.end - 4), paragraph.end))


CHECK = SetPhrase
