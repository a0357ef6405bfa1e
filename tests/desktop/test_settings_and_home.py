import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.home import Home, HomeUnusable, find_home
from desktop.settings import Settings, SettingsError, load_settings, save_settings


def test_settings_are_loaded_as_they_were_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert load_settings(path) == Settings()
    chosen = replace(Settings(), theme="dark", words_per_minute=140, speak_questions=False)
    save_settings(path, chosen)
    assert load_settings(path) == chosen
    assert path.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in tmp_path.iterdir() if "settings" in entry.name] == ["settings.json"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("{", "settings.json"),
        ("[]", "one JSON object"),
        ('{"them": "dark"}', "them"),
        ('{"words_per_minute": "fast"}', "a whole number"),
        ('{"speak_questions": 1}', "true or false"),
        ('{"theme": "pink"}', "system, light, dark"),
        ('{"words_per_minute": 900}', "80 to 320"),
        ("\xff", "settings.json"),
    ],
)
def test_a_broken_settings_file_is_one_clear_line(tmp_path: Path, content: str, names: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError) as error:
        load_settings(path)
    assert names in str(error.value)
    assert "\n" not in str(error.value)


def test_settings_that_could_not_be_read_are_kept_when_others_are_chosen(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "pink"}')
    save_settings(path, Settings(theme="dark"))
    assert load_settings(path).theme == "dark"
    assert (tmp_path / "settings.broken.json").read_text() == '{"theme": "pink"}'


def test_settings_that_cannot_be_written_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be kept"):
        save_settings(tmp_path / "nowhere" / "settings.json", Settings())


def test_the_home_is_where_the_environment_says(tmp_path: Path) -> None:
    assert find_home({"ROSTRUM_HOME": str(tmp_path)}).root == tmp_path
    assert find_home({}).root.name == "rostrum"
    assert find_home({"ROSTRUM_HOME": ""}).root.name == "rostrum"


def test_the_home_is_private(tmp_path: Path) -> None:
    place = Home(tmp_path / "home")
    place.make()
    place.make()
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in [place.root, *place.root.iterdir()])


def test_a_home_that_cannot_be_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeUnusable, match="set ROSTRUM_HOME"):
        Home(tmp_path / "file" / "home").make()


def test_every_setting_has_a_default_that_json_keeps() -> None:
    from dataclasses import asdict

    assert json.loads(json.dumps(asdict(Settings()))) == asdict(Settings())
