"""JSON by pydantic's reader, which takes half of the time; imported where pydantic is in use anyway."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json


def read_json(text: bytes | str) -> Any:
    """What `json.loads` gives and raises. What only that takes, it is given: lone surrogates, deep nesting."""
    try:
        return from_json(text, cache_strings="keys")  # hardly a value comes twice in ledgers and rows
    except ValueError:
        return json.loads(text)
