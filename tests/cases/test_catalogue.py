"""The catalogue shows what can be practised, whatever is wrong with a user's own files."""

from pathlib import Path

import pytest

from cases.catalogue import CaseNotFound, Catalogue

BUILT_IN = {"global-inventory-sync", "recommendation-return", "connected-service-booking"}


def test_the_built_in_cases_are_there_without_any_folder(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "nowhere")
    assert {case.id for case in catalogue.cases} >= BUILT_IN
    assert catalogue.problems == ()


def test_nothing_is_read_before_it_is_asked_for(folder: Path) -> None:
    catalogue = Catalogue(folder)
    (folder / "corner-shop.toml").unlink()
    assert "corner-shop" not in {case.id for case in catalogue.cases}


def test_a_broken_file_stops_no_other(folder: Path, good_case: str) -> None:
    (folder / "broken.toml").write_text(
        good_case.replace("corner-shop", "broken").replace("minutes = 5", "minutes = 6")
    )
    catalogue = Catalogue(folder)
    assert {case.id for case in catalogue.cases} >= {*BUILT_IN, "corner-shop"}
    assert "broken" not in {case.id for case in catalogue.cases}
    (problem,) = catalogue.problems
    assert problem.file == str(folder / "broken.toml")
    assert "add up to 5 minutes" in problem.text


def test_a_user_can_bring_a_track_or_use_a_built_in_one(folder: Path, good_case: str) -> None:
    deeper = folder / "deeper"
    deeper.mkdir()
    own = good_case.replace("corner-shop", "own-case").replace('"shops"', '"bmw-system-design"')
    (deeper / "own.toml").write_text(own)
    catalogue = Catalogue(folder)
    assert catalogue.problems == ()
    assert "shops" in {track.id for track in catalogue.tracks}
    assert catalogue.case("own-case").track == "bmw-system-design"


def test_an_unknown_track_is_told(folder: Path) -> None:
    (folder / "track.toml").unlink()
    (problem,) = Catalogue(folder).problems
    assert (problem.place, problem.text) == ("track", 'there is no track "shops"')


def test_an_id_belongs_to_whoever_comes_first(folder: Path, good_case: str) -> None:
    (folder / "x.toml").write_text(good_case.replace("corner-shop", "global-inventory-sync"))
    catalogue = Catalogue(folder)
    assert catalogue.case("global-inventory-sync").title == "Global inventory sync"
    (problem,) = catalogue.problems
    assert (problem.place, problem.mend) == ("id", "choose another id")


def test_hidden_and_other_files_are_left_alone(folder: Path) -> None:
    (folder / ".#corner-shop.toml").symlink_to(folder / "nowhere")
    (folder / "._corner-shop.toml").write_bytes(b"\0\1")
    (folder / "notes.txt").write_text("milk")
    assert Catalogue(folder).problems == ()


def test_known_signals_are_checked(folder: Path) -> None:
    library = folder / "no-library"
    library.mkdir()
    assert Catalogue(folder, library=library, signals={"tradeoff.explicit"}).problems == ()
    (problem,) = Catalogue(folder, library=library, signals={"metric.money"}).problems
    assert problem.place == "push_backs[0].trigger"


def test_a_misspelt_id_gets_near_matches() -> None:
    with pytest.raises(CaseNotFound) as caught:
        Catalogue().case("Global-Inventry-Sync")
    assert caught.value.near == ("global-inventory-sync",)
    assert str(caught.value) == 'there is no case "Global-Inventry-Sync"; did you mean global-inventory-sync?'


def test_an_id_like_no_other_is_told_where_the_list_is() -> None:
    with pytest.raises(CaseNotFound, match="rostrum cases"):
        Catalogue().case("qqq")


def test_a_case_that_is_broken_is_told_as_such(folder: Path) -> None:
    (folder / "corner-shop.toml").write_text("id = ")
    with pytest.raises(CaseNotFound, match=r"rostrum check .*corner-shop\.toml"):
        Catalogue(folder).case("corner-shop")


SEARCHES = {
    "title first": ("inventory", "global-inventory-sync"),
    "beginning of a word": ("recommend", "recommendation-return"),
    "capitals": ("BOOKING", "connected-service-booking"),
    "words from different places": ("dealer telematics", "connected-service-booking"),
    "vocabulary": ("cqrs", "global-inventory-sync"),
}


@pytest.mark.parametrize(("words", "best"), SEARCHES.values(), ids=SEARCHES)
def test_search_finds_the_case(words: str, best: str) -> None:
    assert Catalogue().search(words)[0].id == best


def test_a_track_is_found_by_its_title() -> None:
    found = Catalogue().search("vehicle maker")
    assert {case.track for case in found} == {"bmw-system-design"}
    assert len(found) == 11


def test_search_leaves_out_what_lacks_a_word() -> None:
    catalogue = Catalogue()
    assert catalogue.search("inventory zebra") == ()
    assert len(catalogue.search("telematics")) < len(catalogue.cases)


def test_search_for_nothing_gives_everything() -> None:
    catalogue = Catalogue()
    assert catalogue.search("  ") == catalogue.cases
