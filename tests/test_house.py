"""The rules of the house that no tool checks for us."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAGES = ("cases", "desktop", "rubrics", "speech")
# One door a library: the only modules that may import it.
DOORS = {
    "PySide6": ("desktop/ui/",),
    "sounddevice": ("speech/devices.py",),
    "soxr": ("speech/sources.py",),
    "pulsectl": ("speech/sound_server.py",),
    "av": ("speech/audio_file.py",),
    "pyttsx3": ("speech/voice.py",),
    "faster_whisper": ("speech/recognisers/whisper.py",),
    "pocketsphinx": ("speech/recognisers/sphinx.py",),
    "onnxruntime": ("speech/voice_activity.py",),
    "rapidfuzz": ("rubrics/match.py",),
    # No network but for a download that the user asks for.
    "urllib": ("speech/download.py",),
    "http": ("speech/download.py",),
    "jinja2": ("desktop/practice/report.py",),
    "platformdirs": ("desktop/home.py",),
    "sqlite3": ("desktop/practice/index.py",),
    "pydantic": ("cases/shape.py", "rubrics/shapes.py", "desktop/practice/diagram/shape.py"),
    "pydantic_core": ("cases/shape.py", "rubrics/shapes.py", "desktop/practice/diagram/shape.py"),
}
# What several modules share: plain numbers.
SHARED = {"numpy"}


def modules() -> Iterator[Path]:
    return (path for stage in STAGES for path in (ROOT / stage).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library: str) -> None:
    through = {path.relative_to(ROOT).as_posix() for path in modules() if library in imported(path)}
    assert through, f"nobody imports {library}: take it out of DOORS and pyproject.toml"
    assert {path for path in through if not path.startswith(DOORS[library])} == set()


def test_every_dependency_has_a_door_and_every_library_is_a_dependency() -> None:
    import sys

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=\[]", line)[0].lower().replace("-", "_") for line in project["dependencies"]}
    named = {"pyside6" if name.startswith("pyside6") else name for name in named}
    used = {name.lower() for path in modules() for name in imported(path)} - set(STAGES) - sys.stdlib_module_names
    assert used - {"pydantic_core"} == named
    assert used == {name.lower() for name in DOORS} - sys.stdlib_module_names | SHARED


def test_the_packaging_folder_is_no_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_dependency_has_its_reason_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for line in project["dependencies"]:
        assert f"{re.split('[<>=]', line)[0]}" in text, line


def test_the_lock_has_every_dependency_with_its_checksum() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text("utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
        name = re.split("[<>=!;]", line)[0].strip().lower()
        assert re.search(rf"^{re.escape(name)}==[^\n]*\\\n    --hash=sha256:", lock, re.M), name
    assert "://" not in lock


def test_every_command_of_the_readme_exists() -> None:
    from desktop.cli import _COMMANDS

    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`rostrum (\w+)", readme))
    assert named == set(_COMMANDS)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for target in set(re.findall(r"(?m)^    make (\w+)|`make (\w+)", readme + contributing)):
        assert re.search(rf"^{''.join(target)}:", makefile, re.M), target


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_query_is_put_together_from_text() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "execute":
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
