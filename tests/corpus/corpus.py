"""The labelled corpus: `<part>/<batch>/{passages,pairs,answers}.jsonl`, one batch for each who wrote and labelled it.

The part `tuned` is there to learn from; `unseen` is only ever measured.
"""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PARTS = ("tuned", "unseen")

Entry = dict[str, Any]


def read_part(part: str, kind: str) -> list[Entry]:
    """Return all `passages`, `pairs` or `answers` of a part, their ids with the name of the batch before them."""
    return [
        {**entry, "id": f"{path.parent.name}/{entry['id']}", "batch": path.parent.name}
        for path in sorted((HERE / part).glob(f"*/{kind}.jsonl"))
        for entry in read_lines(path)
    ]


def read_lines(path: Path) -> list[Entry]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
