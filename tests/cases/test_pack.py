"""A pack is read whole and judged before anything of it is used, and nothing is ever half added."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.catalogue import Catalogue
from cases.pack import LARGEST_PACK_BYTES, MOST_FILES, PackedFile, PackRefused, read_pack
from cases.shelf import Shelf, ShelfError
from tests.cases.conftest import GOOD_CASE, GOOD_TRACK

Zip = Callable[..., Path]
FILE_MODE = stat.S_IFREG | 0o644


def member(name: str, mode: int = FILE_MODE, flags: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    # Past the constructor, which cuts the name at a zero byte.
    info.filename = info.orig_filename = name
    info.external_attr = mode << 16
    info.flag_bits |= flags
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


@pytest.fixture
def packed(tmp_path: Path) -> Zip:
    """Write a zip of the given members beside one good case."""

    def pack(*members: tuple[zipfile.ZipInfo | str, str | bytes], good: bool = True) -> Path:
        path = tmp_path / "pack.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in [*([("shop/corner-shop.toml", GOOD_CASE)] if good else []), *members]:
                archive.writestr(name, content)
        return path

    return pack


def refused(path: Path) -> list[str]:
    with pytest.raises(PackRefused) as caught:
        read_pack(path)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return [str(problem).removeprefix(str(path.parent) + "/") for problem in caught.value.problems]


def test_a_zip_and_a_folder_are_read_alike(packed: Zip, tmp_path: Path) -> None:
    path = packed(("shop/track.toml", GOOD_TRACK), ("README.md", "All about shops."))
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "pack")
    zipped, folder = read_pack(path), read_pack(tmp_path / "pack")
    assert [(file.path, file.content) for file in zipped] == [(file.path, file.content) for file in folder]
    assert [file.path for file in zipped] == ["README.md", "shop/corner-shop.toml", "shop/track.toml"]
    assert str(zipped[1]) == str(path / "shop" / "corner-shop.toml")


def test_what_systems_leave_in_a_zip_is_passed_over(packed: Zip) -> None:
    path = packed(("__MACOSX/shop/._corner-shop.toml", b"\0\5\7"), ("shop/.DS_Store", b"\0"), ("empty/", ""))
    assert [file.path for file in read_pack(path)] == ["shop/corner-shop.toml"]


REFUSED: dict[str, tuple[zipfile.ZipInfo | str, str | bytes, str]] = {
    "link": (member("shop/link.toml", stat.S_IFLNK | 0o777), "/etc/passwd", "pack.zip/shop/link.toml: it is a link"),
    "hidden link": (member(".link", stat.S_IFLNK | 0o777), "/etc/passwd", "pack.zip/.link: it is a link"),
    "device": (member("shop/null", stat.S_IFCHR | 0o666), "", "pack.zip/shop/null: it is no ordinary file: pack plain"),
    "absolute path": ("/etc/x.toml", "", "pack.zip: '/etc/x.toml': its path does not begin inside the pack"),
    "Windows drive": ("C:/x.toml", "", "pack.zip: 'C:/x.toml': its path does not begin inside the pack"),
    "path that leads out": ("shop/../../x.toml", "", "pack.zip: 'shop/../../x.toml': its path leads out of the pack"),
    "Windows path that leads out": (member("..\\x.toml"), "", "'..\\\\x.toml': its path leads out of the pack"),
    "folder that leads out": (member("../shop/", stat.S_IFDIR | 0o755), "", "pack.zip: '../shop': its path leads out"),
    "zero byte": (member("a.toml\0.exe"), "", "pack.zip: 'a.toml\\x00.exe': its name holds a control character"),
    "line break": (member("a\nb.toml"), "", "pack.zip: 'a\\nb.toml': its name holds a control character"),
    "reversed text": (member("a\u202elmot.exe"), "", "its name holds a control character"),
    "trailing dot": ("shop./x.toml", "", "pack.zip: 'shop./x.toml': its path has an empty part, or one that ends in"),
    "odd character": ("a?.toml", "", "pack.zip: 'a?.toml': its name holds a character that other systems"),
    "long name": ("a" * 300 + ".toml", "", "its path is too long: give it a plain name"),
    "zip inside": ("more.ZIP", "", "pack.zip/more.ZIP: it is a zip inside a pack: unpack it"),
    "zip inside that is called otherwise": ("more.toml", b"PK\3\4 ...", "more.toml: it is a zip inside a pack"),
    "large file": ("large.toml", b"#" * 1_000_001, "pack.zip/large.toml: it is larger than 1 MB: split it"),
    "file where a folder is": ("SHOP", "", "pack.zip/SHOP: a file and a folder have this name: rename one of them"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "line"), REFUSED.values(), ids=REFUSED)
def test_each_reason_to_refuse_is_one_line(packed: Zip, name: str, content: str | bytes, line: str) -> None:
    (told,) = refused(packed((name, content)))
    assert line in told
    assert "\n" not in told


def test_two_names_that_differ_by_capitals_are_told_both(packed: Zip) -> None:
    told = refused(packed(("shop/Corner-Shop.toml", GOOD_CASE)))
    assert [line.split(":")[0] for line in told] == ["pack.zip/shop/corner-shop.toml", "pack.zip/shop/Corner-Shop.toml"]
    assert all("differs by capitals alone: rename one of them" in line for line in told)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice(packed: Zip) -> None:
    assert "another file has this name" in refused(packed(("shop/corner-shop.toml", "")))[0]


def test_all_reasons_are_told_at_once_and_the_rest_can_be_read(packed: Zip) -> None:
    path = packed(("../a.toml", ""), ("b.zip", ""))
    assert len(refused(path)) == 2
    with pytest.raises(PackRefused) as caught:
        read_pack(path)
    assert [file.path for file in caught.value.readable] == ["shop/corner-shop.toml"]


def test_too_many_files(packed: Zip) -> None:
    (told,) = refused(packed(*((f"{number}.toml", "") for number in range(MOST_FILES))))
    assert told == f"pack.zip: it holds more than {MOST_FILES} files and folders: a pack has {MOST_FILES} at most: " \
        "make several of it"  # fmt: skip
    assert len(read_pack(packed(*((f"{number}.toml", "") for number in range(MOST_FILES - 1))))) == MOST_FILES


def test_too_much_altogether(packed: Zip) -> None:
    """Each file is small enough, and the zip is a thousandth of what comes out of it."""
    path = packed(*((f"{number}.toml", b"#" * 1_000_000) for number in range(11)))
    assert path.stat().st_size < 50_000
    assert refused(path) == ["pack.zip: it is larger than 10 MB: make several packs of it"]


def test_a_zip_that_is_itself_too_large(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.touch()
    os.truncate(path, LARGEST_PACK_BYTES + 1)
    assert refused(path) == ["pack.zip: it is larger than 10 MB: make several packs of it"]


def test_a_bomb_whose_header_lies_is_judged_by_what_comes_out_of_it(packed: Zip) -> None:
    path = packed(("bomb.toml", b"0" * 30_000_000))
    content = bytearray(path.read_bytes())
    for size in range(len(content) - 4):
        if content[size : size + 4] == struct.pack("<I", 30_000_000):
            content[size : size + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("bomb.toml").file_size == 100
    (told,) = refused(path)
    assert told.startswith("pack.zip/bomb.toml: it is ")


def test_an_encrypted_zip(packed: Zip) -> None:
    path = packed(("locked.toml", "secret"))
    content = bytearray(path.read_bytes())
    # Bit 0 of the flags, in the local header and in the directory.
    for start, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.rindex(start) + offset] |= 1
    path.write_bytes(content)
    assert refused(path) == ["pack.zip/locked.toml: it is encrypted: pack it again without a password"]


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\3\4 and no more"])
def test_what_is_no_zip(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(content)
    assert refused(path) == ["pack.zip: it is no whole zip: pack the folder again as a zip"]


def test_a_zip_that_was_cut_off(packed: Zip) -> None:
    path = packed()
    path.write_bytes(path.read_bytes()[:-30])
    assert refused(path) == ["pack.zip: it is no whole zip: pack the folder again as a zip"]


def test_a_zip_with_a_flipped_bit(packed: Zip) -> None:
    path = packed()
    content = bytearray(path.read_bytes())
    content[200] ^= 0x10
    path.write_bytes(content)
    assert refused(path) == ["pack.zip/shop/corner-shop.toml: it is damaged: pack the folder again as a zip"]


def test_a_zip_packed_in_a_way_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.toml", GOOD_CASE)
    assert refused(path) == ["pack.zip/a.toml: it is no ordinary file: pack plain files, as an ordinary zip"]


def _good_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("shop/corner-shop.toml", GOOD_CASE)
        archive.writestr("shop/track.toml", GOOD_TRACK)
    return buffer.getvalue()


GOOD_ZIP = _good_zip()


@settings(deadline=None, max_examples=300)
@given(changes=st.lists(st.tuples(st.integers(0, len(GOOD_ZIP) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_zip_altered_anywhere_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(GOOD_ZIP)
    for place, byte in changes:
        content[place] = byte
    path = tmp_path_factory.getbasetemp() / "altered.zip"
    path.write_bytes(content)
    try:
        files = read_pack(path)
    except PackRefused as error:
        assert all("\n" not in str(problem) for problem in error.problems)
    else:
        assert all(not file.path.startswith("/") and ".." not in file.path.split("/") for file in files)


def test_a_folder_with_links_pipes_and_a_zip(folder: Path) -> None:
    (folder / "link.toml").symlink_to(folder / "corner-shop.toml")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.toml")
    (folder / "more.zip").write_bytes(_good_zip())
    (folder / ".git").symlink_to(folder)
    told = [line.removeprefix(f"{folder.name}/").split(":")[0:2] for line in refused(folder)]
    assert sorted(told) == [
        ["link.toml", " it is a link"],
        ["more.zip", " it is a zip inside a pack"],
        ["pipe.toml", " it is no ordinary file"],
        ["round", " it is a link"],
    ]


def test_a_folder_is_looked_into_no_further_than_the_limit(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.toml").touch()
    assert f"more than {MOST_FILES} files" in refused(tmp_path)[0]


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.zip") == [
        "none.zip: it cannot be read (no such file or directory): check the name and that you may read it"
    ]


def test_a_pack_dropped_into_the_folder_can_be_practised(packed: Zip, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    packed(("shop/track.toml", GOOD_TRACK)).rename(own / "shops.zip")
    catalogue = Catalogue(own)
    assert catalogue.problems == ()
    assert catalogue.case("corner-shop").track == "shops"


def test_a_pack_that_is_refused_stops_no_other(packed: Zip, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "bad").mkdir(parents=True)
    (own / "bad" / "link.toml").symlink_to("/etc/passwd")
    packed(("track.toml", GOOD_TRACK)).rename(own / "shops.zip")
    catalogue = Catalogue(own)
    assert "corner-shop" in {case.id for case in catalogue.cases}
    assert [problem.text for problem in catalogue.problems] == ["it is a link"]


def test_what_would_be_wrong_is_told_before_anything_is_added() -> None:
    def source(path: str, content: str) -> PackedFile:
        return PackedFile("shops.zip", path, content.encode())

    track = source("track.toml", GOOD_TRACK)
    one, two = source("one.toml", GOOD_CASE), source("two.toml", GOOD_CASE)
    taken = source("three.toml", GOOD_CASE.replace("corner-shop", "ev-charging"))
    catalogue = Catalogue()
    assert catalogue.problems_with([one, track]) == ()
    assert [str(problem) for problem in catalogue.problems_with([one, two, taken, track])] == [
        f'{Path("shops.zip", file)}: id: another case already has the id "{case_id}": choose another id'
        for file, case_id in (("two.toml", "corner-shop"), ("three.toml", "ev-charging"))
    ]
    assert "corner-shop" not in {case.id for case in catalogue.cases}


def test_a_copy_of_a_built_in_case_is_no_second_one_until_it_is_changed(tmp_path: Path) -> None:
    original = Path(__file__).parents[2] / "cases" / "library" / "bmw-system-design" / "ev-charging.toml"
    content = original.read_bytes()
    copy, changed = PackedFile("x", "a.toml", content), PackedFile("x", "a.toml", content.replace(b"charger", b"plug"))
    assert Catalogue().problems_with([copy], copies=True) == ()
    assert [problem.place for problem in Catalogue().problems_with([copy])] == ["id"]
    assert [problem.place for problem in Catalogue().problems_with([changed], copies=True)] == ["id"]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "home" / "cases")


def test_a_pack_is_added_whole_and_readable_by_its_user_alone(shelf: Shelf, packed: Zip) -> None:
    path = packed(("shop/track.toml", GOOD_TRACK))
    place = shelf.add(path, read_pack(path))
    assert place == shelf.folder / "pack"
    assert (place / "shop" / "corner-shop.toml").read_text() == GOOD_CASE
    assert {stat.S_IMODE(path.stat().st_mode) for path in (place, place / "shop", shelf.folder)} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*.toml")} == {0o600}
    assert list(shelf.folder.iterdir()) == [place]


def test_a_name_is_taken_once(shelf: Shelf, packed: Zip) -> None:
    path = packed()
    shelf.add(path, read_pack(path))
    with pytest.raises(ShelfError, match=r"is there already; remove it first with: rostrum cases remove pack"):
        shelf.add(path.with_name("Pack.zip"), ())


def test_nothing_is_left_of_what_could_not_be_written(shelf: Shelf) -> None:
    files = [PackedFile("pack.zip", "a.toml", b""), PackedFile("pack.zip", "a.toml/b.toml", b"")]
    with pytest.raises(OSError, match=r"a\.toml"):
        shelf.add(Path("pack.zip"), files)
    assert list(shelf.folder.iterdir()) == []


def test_what_is_removed_can_be_put_back(shelf: Shelf, tmp_path: Path) -> None:
    files = [PackedFile("pack.zip", "a.toml", b"id = 1")]
    for number in ("", "-2", "-3"):
        shelf.add(Path("pack.zip"), files)
        place = shelf.remove("pack", tmp_path / "removed")
        assert place == tmp_path / "removed" / f"pack{number}"
        assert (place / "a.toml").read_bytes() == b"id = 1"
    assert shelf.entries() == ()


def test_only_what_lies_there_can_be_removed(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ShelfError, match="you have none of your own yet"):
        shelf.remove("pack", tmp_path)
    shelf.add(Path("pack.zip"), [PackedFile("pack.zip", "a.toml", b"")])
    (shelf.folder / "pack.toml").touch()
    for name in ("other", "..", "pack/a", str(tmp_path)):
        with pytest.raises(ShelfError, match=r"there are pack, pack\.toml"):
            shelf.remove(name, tmp_path / "removed")
    assert shelf.remove("pack", tmp_path / "removed").is_dir()
    (shelf.folder / "pack.zip").touch()
    with pytest.raises(ShelfError, match=r"there are pack\.toml, pack\.zip; write the whole name"):
        shelf.remove("pack", tmp_path / "removed")
    assert shelf.remove("pack.toml", tmp_path / "removed").is_file()


def test_a_folders_name_may_hold_a_dot(shelf: Shelf, tmp_path: Path) -> None:
    source, removed = tmp_path / "shops-1.2", tmp_path / "removed"
    source.mkdir()
    files = [PackedFile("shops-1.2", "a.toml", b"id = 1")]
    for name in ("shops-1.2", "shops-1.2-2"):
        shelf.add(source, files)
        with pytest.raises(ShelfError, match=r"remove it first with: rostrum cases remove shops-1\.2$"):
            shelf.add(source, files)
        # It is no ending: this is another name.
        with pytest.raises(ShelfError, match=r"there are shops-1\.2$"):
            shelf.remove("shops-1", removed)
        assert shelf.remove("shops-1.2", removed) == removed / name
    assert shelf.entries() == ()
