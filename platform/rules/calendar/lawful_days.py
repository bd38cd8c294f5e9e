"""Days off that the law itself sets (全国年节及纪念日放假办法), as data (``lawful_days.yaml``), for years to come.

A notice joins them to weekends and moves working days; until it is published only these days are certain. A day that
falls on a weekend is made up for (补假), but which day that is, the notice says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

FILE = Path(__file__).parent / "lawful_days.yaml"


@cache
def lawful_days() -> Mapping[date, str]:
    """Holiday by day, of every year that the table knows."""
    table = _table()
    found = {}
    for year, moving in table["years"].items():
        for day, name in table["fixed"].items():
            found[date.fromisoformat(f"{year}-{day}")] = name
        for code, day in moving.items():
            holiday, first = table["moving"][code], date.fromisoformat(f"{year}-{day}")
            for offset in holiday["days"]:
                found[first + timedelta(days=offset)] = holiday["name"]
    return MappingProxyType(found)


def lawful_beside(years: Collection[int]) -> dict[date, str]:
    """Holiday by day, of the years that are not among these: those whose notice is published."""
    return {day: name for day, name in lawful_days().items() if day.year not in years}


def last_year() -> int:
    """The last year that the table knows."""
    return int(max(_table()["years"]))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return table
