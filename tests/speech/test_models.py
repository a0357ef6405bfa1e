import shutil
from pathlib import Path

import pytest

from speech.errors import ModelMissing
from speech.models import SPHINX, choose_recogniser, installed_models, missing_files


@pytest.fixture
def models(tmp_path: Path, whisper_mini: Path) -> Path:
    folder = tmp_path / "models"
    for name in ("tiny.en", "small.en", "of-my-own"):
        shutil.copytree(whisper_mini, folder / name)
    (folder / "half").mkdir()
    return folder


def test_only_whole_models_count_and_the_best_is_last(models: Path) -> None:
    assert installed_models(models) == ("of-my-own", "tiny.en", "small.en")


def test_auto_takes_the_best_model_and_else_pocketsphinx(models: Path, tmp_path: Path) -> None:
    assert choose_recogniser("auto", "", models).model == "small.en"
    assert choose_recogniser("auto", "", tmp_path / "none") == SPHINX
    assert choose_recogniser("sphinx", "", models) == SPHINX
    assert choose_recogniser("whisper", "tiny.en", models).model_folder == models / "tiny.en"


def test_a_model_may_be_any_folder(models: Path, whisper_mini: Path) -> None:
    assert choose_recogniser("whisper", str(whisper_mini), models).model == "whisper-mini"


@pytest.mark.parametrize(
    "name", ["model.bin", "config.json", "tokenizer.json", "preprocessor_config.json", "vocabulary.json"]
)
def test_a_folder_that_lacks_a_file_is_refused_by_its_name(models: Path, name: str) -> None:
    (models / "tiny.en" / name).unlink()
    assert missing_files(models / "tiny.en") == (name,)
    with pytest.raises(ModelMissing, match=name.replace(".", r"\.")):
        choose_recogniser("whisper", "tiny.en", models)


@pytest.mark.parametrize(("engine", "model"), [("whisper", ""), ("whisper", "large-v3"), ("auto", "nonsense")])
def test_a_wish_that_cannot_be_had_names_the_mend(tmp_path: Path, engine: str, model: str) -> None:
    with pytest.raises(ModelMissing) as error:
        choose_recogniser(engine, model, tmp_path)
    assert "\n" not in str(error.value)
