"""What every check is given: words and entities."""

from __future__ import annotations

from typing import NamedTuple

from copylint.lexicon.entities import EntityList
from copylint.lexicon.words import Words


class Resources(NamedTuple):
    """The words and the entities of a run."""

    words: Words
    entities: EntityList
