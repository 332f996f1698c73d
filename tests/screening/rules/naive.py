"""A second scorer, plain loops straight from keys.json, that shares nothing with the product's packs and arrays."""

import json
import math
from pathlib import Path
from typing import Any

KEYS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "keys.json").read_text(encoding="utf-8"))
NAMES = {title.replace("-41", "").replace("-", "").lower(): title for title in KEYS}
"""Pack key → name in keys.json, such as "phq9" → "PHQ-9"."""
RANGES = {
    "MHT": (0, 1), "MSSMHS": (1, 5), "SCL-90": (1, 5), "SCARED-41": (0, 2), "SDQ": (0, 2), "DSRSC": (0, 2),
    "CES-DC": (0, 3), "PHQ-9": (0, 3), "GAD-7": (0, 3), "WHO-5": (0, 5), "ISI": (0, 4),
}  # fmt: skip
MEANS = {"MSSMHS", "SCL-90"}


def score(key: str, sheet: list[int | None]) -> tuple[float | None, list[float | None]]:
    """Total and sub-scales of one sheet (None = blank); all None where too much is blank."""
    name = NAMES[key]
    low, high = RANGES[name]
    turned = [
        None if answer is None else low + high - answer if number in KEYS[name].get("reverse", []) else answer
        for number, answer in enumerate(sheet, start=1)
    ]
    groups = KEYS[name].get("subscales", {"": list(range(1, KEYS[name]["items"] + 1))})
    sums = {title: _sum(name, [turned[number - 1] for number in items]) for title, items in groups.items()}
    lie = [turned[number - 1] for number in KEYS[name].get("validity", [])]
    if None in sums.values() or None in lie:
        return None, [None] * len(KEYS[name].get("subscales", {}))
    whole = {title: value for title, value in sums.items() if value is not None}
    total = sum(value for title, value in whole.items() if title != KEYS[name].get("total_excludes"))
    if name == "MSSMHS":
        total /= KEYS[name]["items"]
    shares = [value / len(groups[title]) if name in MEANS else value for title, value in whole.items() if title]
    return total, list(shares)


def _sum(name: str, answers: list[int | None]) -> float | None:
    there = [answer for answer in answers if answer is not None]
    if len(there) == len(answers):
        return float(sum(there))
    if name == "SDQ" and len(answers) - len(there) <= 2:
        return float(math.floor(sum(there) / len(there) * 5 + 0.5))
    return None
