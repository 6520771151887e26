"""The index of codes: every page is read, versions are apart, and it is made anew only when the store has changed."""

import numpy as np
import pytest

from api import image_index
from api.image_index import Images, make_index
from graph_schema.record import Relation
from graph_store.open import open_store
from tests.api.coded_images import HIDDEN, NUMBER, OTHER_MODEL, UNCODED, coded_store, codes, scope, uid
from tests.api.graph import record

EVERYTHING = ("public", "review", "dataset:HRA000001")


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """The coded images in a store."""
    return coded_store(tmp_path_factory.mktemp("index"))


@pytest.fixture
def store(url):
    """That store, open for reading."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.mark.parametrize("at_once", [1, 7, 58, 59, 1000])
def test_every_page_is_read(store, monkeypatch, at_once):
    """However many images one statement answers, each is there once, with its own code."""
    monkeypatch.setattr(image_index, "AT_ONCE", at_once)
    found = make_index(store, EVERYTHING).versions["untrained-1"].codes
    wanted = {uid(number): code for number, code in codes().items() if number not in (UNCODED, OTHER_MODEL)}
    assert {found.id(place): int(found.words[place]) for place in range(len(found))} == wanted
    assert [found.id(place) for place in range(len(found))] == sorted(wanted)


def test_versions_are_apart(store):
    """Codes of another model are in an array of their own; an unknown version has none."""
    index = make_index(store, EVERYTHING)
    assert set(index.versions) == {"untrained-1", "trained-9"}
    assert len(index.versions["trained-9"].codes) == 1
    assert index.nearest("trained-8", 0, 5, EVERYTHING) == []


def test_the_index_holds_what_its_scopes_see(store):
    """Nothing hidden is even read for readers that have no such scope."""
    public = make_index(store, ("public",))
    hidden = sum(len(numbers) for numbers in HIDDEN.values())
    assert len(public.versions["untrained-1"].codes) == NUMBER - 2 - hidden
    assert public.scope_names == ("public",)


@pytest.mark.parametrize("scopes", [("public",), ("review",), ("public", "dataset:HRA000001"), ()])
def test_each_reader_sees_their_own(store, scopes):
    """One index for all; what a reader's scopes do not name never comes out."""
    index = make_index(store, EVERYTHING)
    found = index.nearest("untrained-1", 0, NUMBER, scopes)
    wanted = {uid(n) for n in range(NUMBER) if scope(n) in scopes and n not in (UNCODED, OTHER_MODEL)}
    assert {name for name, _ in found} == wanted


def test_series_narrow_the_search(store):
    """Only images of these series; names of no series are passed over, no series allows nothing."""
    index = make_index(store, EVERYTHING)
    found = index.nearest("untrained-1", 0, NUMBER, ("public",), {"1.9.2", "7.7"})
    assert {name.rpartition(".")[0] for name, _ in found} == {"1.9.2"}
    assert index.nearest("untrained-1", 0, NUMBER, ("public",), set()) == []


def test_an_image_without_series_fulfils_no_filter(tmp_path):
    """It is found without a filter, and never with one."""
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    opened = open_store(url, write=True)
    coded = {"image_code": "f" * 16, "image_code_version": "v"}
    opened.write([record("Image", "1.1", **coded), record("Image", "1.2", Relation("IN_SERIES", "1.0"), **coded)])
    opened.write([record("ImagingSeries", "1.0")])
    index = make_index(opened, ("public",))
    assert index.nearest("v", 2**64 - 1, 9, ("public",)) == [("1.1", 0), ("1.2", 0)]
    assert index.nearest("v", 2**64 - 1, 9, ("public",), {"1.0"}) == [("1.2", 0)]
    opened.close()


def test_an_empty_store_has_an_empty_index(tmp_path):
    """No images, no versions, no hits."""
    opened = open_store(f"sqlite:///{tmp_path / 'graph.db'}", write=True)
    index = make_index(opened, ("public",))
    assert index.versions == {}
    assert index.nearest("untrained-1", 0, 30, ("public",)) == []
    opened.close()


def test_the_index_is_kept_until_the_store_changes(tmp_path):
    """The same object for the same content; another one after a batch that changed something."""
    url = coded_store(tmp_path)
    reader, images = open_store(url), Images()
    first = images.index(reader, ("public",))
    assert images.index(reader, ("public",)) is first
    writer = open_store(url, write=True)
    writer.write([record("Image", "1.9.1.999", image_code="0" * 16, image_code_version="untrained-1")])
    second = images.index(reader, ("public",))
    assert len(second.versions["untrained-1"].codes) == len(first.versions["untrained-1"].codes) + 1
    writer.write([record("Image", "1.9.1.999", image_code="0" * 16, image_code_version="untrained-1")])
    assert images.index(reader, ("public",)) is second
    writer.close()
    reader.close()


def test_a_reader_with_a_new_scope_widens_the_index(store):
    """Scopes that no token named are read when somebody comes with them, and stay."""
    images = Images(scopes=frozenset({"public"}))
    public = images.index(store, ("public",))
    wider = images.index(store, ("public", "review"))
    assert wider is not public
    assert images.index(store, ("public",)) is wider


def test_memory_is_a_few_bytes_an_image(store):
    """Eight bytes of code, eight of scope and series, and the identifier."""
    version = make_index(store, EVERYTHING).versions["untrained-1"]
    assert version.codes.words.dtype == np.uint64
    assert (version.scopes.itemsize, version.series.itemsize) == (4, 4)
    assert version.codes.ids.itemsize == len("1.9.1.54")


def test_an_index_is_kept_for_all_processes(store, tmp_path, monkeypatch):
    """Made once, then mapped into memory; the answers are the same."""
    folder = tmp_path / "kept" / "codes"
    first = Images(folder=str(folder), scopes=frozenset(EVERYTHING)).index(store, EVERYTHING)
    assert oct(folder.stat().st_mode)[-3:] == "700"
    monkeypatch.setattr(image_index, "make_index", lambda *_: pytest.fail("the store was read"))
    second = Images(folder=str(folder), scopes=frozenset(EVERYTHING)).index(store, EVERYTHING)
    assert isinstance(second.versions["untrained-1"].codes.words, np.memmap)
    for scopes in (("public",), EVERYTHING):
        for series in (None, {"1.9.2"}):
            asked = ("untrained-1", 77, 40, scopes, series)
            assert second.nearest(*asked) == first.nearest(*asked)


def test_a_kept_index_of_other_content_or_scopes_is_not_used(tmp_path):
    """After a change another one takes its place, and the old one is removed."""
    folder, url = tmp_path / "codes", coded_store(tmp_path)
    reader, writer = open_store(url), open_store(url, write=True)
    images = Images(folder=str(folder))
    before = len(images.index(reader, ("public",)).versions["untrained-1"].codes)
    (old,) = folder.iterdir()
    writer.write([record("Image", "1.9.1.999", image_code="0" * 16, image_code_version="untrained-1")])
    assert len(images.index(reader, ("public",)).versions["untrained-1"].codes) == before + 1
    (new,) = folder.iterdir()
    assert new != old
    wider = Images(folder=str(folder)).index(reader, ("public", "review"))
    assert len(wider.versions["untrained-1"].codes) == before + 1 + len(HIDDEN["review"])
    writer.close()
    reader.close()


@pytest.mark.parametrize("fault", ["names.json", "0/codes.npy", "0/ids.npy", "0/series.npy", "0/scopes.npy"])
def test_a_damaged_index_is_made_anew(store, tmp_path, fault):
    """A file that is cut off or lost is no harm."""
    first = Images(folder=str(tmp_path)).index(store, ("public",))
    (kept,) = tmp_path.iterdir()
    (kept / fault).write_bytes(b"")
    second = Images(folder=str(tmp_path)).index(store, ("public",))
    assert second.nearest("untrained-1", 5, 30, ("public",)) == first.nearest("untrained-1", 5, 30, ("public",))
    third = Images(folder=str(tmp_path)).index(store, ("public",))
    assert isinstance(third.versions["untrained-1"].codes.words, np.memmap)


def test_an_empty_index_is_kept_too(tmp_path):
    """A store without images needs no second look."""
    opened = open_store(f"sqlite:///{tmp_path / 'graph.db'}", write=True)
    for _ in range(2):
        assert Images(folder=str(tmp_path / "codes")).index(opened, ("public",)).versions == {}
    opened.close()


def test_nobody_else_may_read_a_kept_index(store, tmp_path):
    """It holds codes of hidden images, so its folder is closed even inside one that others may read."""
    tmp_path.chmod(0o755)
    Images(folder=str(tmp_path), scopes=frozenset(EVERYTHING)).index(store, EVERYTHING)
    (kept,) = tmp_path.iterdir()
    assert oct(kept.stat().st_mode)[-3:] == "700"


def test_other_files_of_the_folder_are_left_alone(store, tmp_path):
    """Only what an index left there is removed, whatever the folder is shared with."""
    other = tmp_path / "0123456789abcdef"
    other.mkdir()
    (other / "mine").write_text("x", "utf-8")
    Images(folder=str(tmp_path)).index(store, ("public",))
    assert (other / "mine").is_file()


def test_an_index_that_cannot_be_kept_answers_all_the_same(store, tmp_path):
    """A folder that is no folder, or a full disk: this process answers from its memory."""
    (tmp_path / "file").write_text("x", "utf-8")
    kept = Images(folder=str(tmp_path / "file")).index(store, ("public",))
    assert kept.nearest("untrained-1", 5, 30, ("public",)) == (
        Images().index(store, ("public",)).nearest("untrained-1", 5, 30, ("public",))
    )


def test_a_kept_index_without_its_names_is_replaced(store, tmp_path):
    """What a crash left half removed is no hindrance for ever."""
    Images(folder=str(tmp_path)).index(store, ("public",))
    (kept,) = tmp_path.iterdir()
    (kept / "names.json").unlink()
    Images(folder=str(tmp_path)).index(store, ("public",))
    assert (kept / "names.json").is_file()


def test_a_store_made_anew_is_another_one(tmp_path):
    """The same path, the same number of batches, perhaps the same file number: its codes are read again."""
    url, folder = f"sqlite:///{tmp_path / 'graph.db'}", str(tmp_path / "codes")
    for code in ("1" * 16, "2" * 16):
        for file in tmp_path.glob("graph.db*"):
            file.unlink()
        opened = open_store(url, write=True)
        opened.write([record("Image", "1.1", image_code=code, image_code_version="v")])
        index = Images(folder=folder).index(opened, ("public",))
        assert index.nearest("v", int(code, 16), 1, ("public",)) == [("1.1", 0)]
        opened.close()
