"""RESULT.json as plain values, made and read back."""

from __future__ import annotations

import json
from typing import Any

from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import Result
from aggregator.write.result import result_bytes, result_in


def result_dict(outcome: Outcome) -> dict[str, Any]:
    """The result as plain values: what is unknown is None, dates and times are ISO 8601 texts."""
    decoded: dict[str, Any] = json.loads(result_bytes(outcome))
    return decoded


def result_from(value: Any, source: str) -> Result:
    """The result in plain values, as JSON has them; ``source`` is what messages call it."""
    return result_in(json.dumps(value).encode(), source)
