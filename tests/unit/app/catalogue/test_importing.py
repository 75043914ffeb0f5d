"""Publishing a catalogue: readings are completed, defects keep it from being written."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from app.catalogue.importing import import_folder
from app.catalogue.load import load
from app.catalogue.search import index_of
from app.core.errors import ContentError
from tests.support.catalogue_folder import copy_of_shipped, edit


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def test_importing_what_is_shipped_gives_the_same_bytes(tmp_path: Path) -> None:
    assert import_folder(resources.path("catalogue"), tmp_path) == ()
    assert contents(tmp_path) == contents(resources.path("catalogue"))


@pytest.mark.parametrize("pinyin", ["", "can ji ren bu tie"], ids=["none yet", "of its name before"])
def test_a_new_name_is_found_by_its_initials_after_import(tmp_path: Path, pinyin: str) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, "items.json", lambda c: c["items"][0].update(name="残疾人两项补贴", pinyin=pinyin))
    assert import_folder(folder, folder) == ()
    assert [hit.name for hit in index_of(load(folder)).search("lxbt")] == ["残疾人两项补贴"]


def test_a_reading_that_a_person_corrected_is_kept(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, "items.json", lambda c: c["items"][3].update(pinyin="liang lei qi ye kao hu"))
    assert import_folder(folder, tmp_path / "out") == ()
    assert load(tmp_path / "out").items["IT004"].pinyin.endswith("hu")


def test_a_catalogue_with_defects_is_not_published(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    edit(folder, "items.json", lambda c: c["items"][0]["materials"][0].update(accept_standard=""))
    (defect,) = import_folder(folder, tmp_path / "out")
    assert defect.rule == "no_accept_standard"
    assert not (tmp_path / "out").exists()


def test_a_source_that_cannot_be_read_names_file_and_line(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    (folder / "themes.json").write_text('{\n "themes": [\n}', "utf-8")
    with pytest.raises(ContentError) as caught:
        import_folder(folder, folder)
    assert (caught.value.params["file"], caught.value.params["line"]) == ("themes.json", 3)
