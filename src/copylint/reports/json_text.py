"""JSON as all reports write it: on one line, every character as itself."""

from __future__ import annotations

import json

dumps = json.JSONEncoder(ensure_ascii=False).encode  # made once: for each finding it would take as long as writing it
