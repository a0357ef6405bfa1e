"""What the tutorials say is what happens: their files are written, their commands run, their outputs compared."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
FENCE = re.compile(
    r"(?:Save\s+(?:it|this\s+one)\s+as\s+`(?P<name>[^`]+)`(?P<between>[^`]*))?```(?P<kind>\w+)\n(?P<body>.*?)```", re.S
)
pytestmark = pytest.mark.real


def run(command: str, folder: Path) -> str:
    """Return what a command of a tutorial prints, both outputs together."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, "PATH": path}, text=True, timeout=60,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def as_pattern(text: str) -> str:
    """Return a pattern for what a tutorial shows: three dots stand for anything."""
    return re.escape(text).replace(re.escape("..."), "(?s:.*)")


def test_the_tutorial_on_cases_does_what_it_says(tmp_path: Path) -> None:
    commands = 0
    for block in FENCE.finditer((DOCS / "cases.md").read_text(encoding="utf-8")):
        if block["kind"] == "toml":
            assert block["name"], "a file needs a name: Save it as `NAME`"
            (tmp_path / block["name"]).write_text(block["body"], encoding="utf-8")
            continue
        for step in block["body"].split("$ ")[1:]:
            command, shown = step.split("\n", 1)
            commands += 1
            printed = run(command, tmp_path)
            assert re.fullmatch(as_pattern(shown), printed), f"$ {command}\n{printed}"
    assert commands >= 14
