"""Markdown → tokens of blocks and of what stands in them, each knowing where it starts."""

from __future__ import annotations

from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

BLOCK_NESTING = 100  # quotes and lists in each other; what lies deeper is left out
SPAN_NESTING = 20  # links and images in each other; what lies deeper stands as it is (the time grows with it)


class MarkdownParser:
    """Reads a document: its blocks, and then the text of each with the links the document defines."""

    def __init__(self, text: str, first: int) -> None:
        """Find the blocks from a line on."""
        self._env: dict[str, Any] = {}
        state = _BlockState(text, _BLOCKS, self._env, [])
        _BLOCKS.block.tokenize(state, first, state.lineMax)
        self.blocks = state.tokens

    def spans(self, content: str) -> list[Token]:
        """Return the tokens of a block's text; `meta["at"]` is where each starts in it."""
        state = _SpanState(content, _SPANS, self._env, [])
        _SPANS.inline.tokenize(state)
        for rule in _SPANS.inline.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Parser(MarkdownIt):
    """Knows tables and strikethrough; takes addresses as they are, for only their text is shown."""

    def __init__(self, nesting: int) -> None:
        super().__init__("commonmark", {"maxNesting": nesting})
        self.enable(["table", "strikethrough"]).disable("fragments_join")

    def normalizeLink(self, url: str) -> str:  # noqa: N802  the parser's names
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


class _BlockState(StateBlock):
    """Notes for the lines of each inline token where their text starts, behind indentation and the marks of quotes."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token; the one before it is whole by now, and the starts of its lines still hold."""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.type == "inline" and last.map and "starts" not in last.meta:
            last.meta["starts"] = [self.bMarks[line] + self.tShift[line] for line in range(*last.map)]
        return super().push(ttype, tag, nesting)


class _SpanState(StateInline):
    """Notes for each token where it starts in the text of the block."""

    pending_at = 0

    def append_pending(self, text: str) -> None:
        """Take text that may become a token; all of it is of one stretch."""
        if not self.pending:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  the parser's name
        """Make a token of that text."""
        token = super().pushPending()
        token.meta["at"] = self.pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token; of a run of marks, which becomes tokens at once, each starts where the last one ends."""
        token = super().push(ttype, tag, nesting)
        last = self.tokens[-2] if len(self.tokens) > 1 else None
        ends = last.meta["at"] + len(last.content) if last is not None and last.type == "text" else 0
        token.meta["at"] = max(self.pos, ends)
        return token


_BLOCKS, _SPANS = _Parser(BLOCK_NESTING), _Parser(SPAN_NESTING)
