"""What every check is given: words and entities."""

from __future__ import annotations

from dataclasses import dataclass

from copylint.lexicon.entities import EntityList
from copylint.lexicon.words import Words


@dataclass(frozen=True, slots=True)
class Resources:
    """The words and the entities of a run."""

    words: Words
    entities: EntityList
