"""`gsagraph images`: training, codes and thumbnails over a folder of images and a store."""

import warnings
from copy import deepcopy

import numpy as np
import orjson
import pydicom
import pytest
from pydicom.data import get_testdata_file
from typer.testing import CliRunner

from cli.image_files import image_files, spread
from cli.main import app
from cli.thumbnails import image_uid
from graph_schema.record import Relation
from graph_store.open import open_store
from qc.images.model import read_model, untrained
from qc.images.picture import read_picture
from tests.api.graph import record

NUMBER = 18


def uid(number):
    """The UID of an image."""
    return f"1.7.1.{number}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Eighteen images cut from two files of pydicom, a blank one, a link, a hidden file, and one that is no image."""
    made = tmp_path_factory.mktemp("images")
    sources = [pydicom.dcmread(get_testdata_file(name, download=False)) for name in ("CT_small.dcm", "MR_small.dcm")]
    for number in range(NUMBER + 1):
        image = sources[number % 2]
        values = np.roll(image.pixel_array, 7 * number, axis=0)[: 40 + number]
        cut = deepcopy(image)
        cut.Rows, cut.PixelData = len(values), (values * (number < NUMBER)).tobytes()
        cut.SOPInstanceUID, cut.InstanceNumber = uid(number), number
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cut.save_as(made / f"{number:02}.dcm")
    (made / ".hidden.dcm").write_bytes((made / "00.dcm").read_bytes())
    (made / "notes.txt").write_text("no image", "utf-8")
    (made / "link.dcm").symlink_to(made / "00.dcm")
    return made


@pytest.fixture
def store(tmp_path):
    """A store with all images but the first; some hidden, some with pixels that are not clean. Its address."""
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    opened = open_store(url, write=True)
    made = [record("ImagingSeries", "1.7.1")]
    for number in range(1, NUMBER + 1):
        scope, clean = ("review" if number == 2 else "public"), number != 3
        made.append(record("Image", uid(number), Relation("IN_SERIES", "1.7.1"), scope=scope, pixels_clean=clean))
    opened.write(made)
    opened.close()
    return url


def run(*arguments, code=0, **environment):
    """The answer of a command, its JSON where it says some."""
    found = CliRunner().invoke(app, ["images", *map(str, arguments)], env=environment)
    assert found.exit_code == code, found.output
    return orjson.loads(found.stdout) if "--json" in arguments else found


def kept(url):
    """Images of a store by UID."""
    opened = open_store(url)
    found = {node["accession"]: node for node in opened.scan("Image", ("public", "review"))}
    series = list(opened.scan("ImagingSeries", ("public",)))
    opened.close()
    return found, series[0]


def test_a_model_is_trained_and_told(folder, tmp_path):
    """Version, images and what was passed over; a second run gives the same bytes."""
    told = run("train", folder, "--out", tmp_path / "one.npz", "--json")
    assert (told["images"], told["skipped"]) == (NUMBER, 1)
    assert read_model(tmp_path / "one.npz").version == told["version"]
    run("train", folder, "--out", tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_too_few_images_train_nothing(folder, tmp_path):
    """Exit code 2, a message, and no file."""
    found = run("train", folder, "--out", tmp_path / "model.npz", "--sample", "5", code=2)
    assert "TOO_FEW_IMAGES" in found.stderr
    assert not (tmp_path / "model.npz").exists()


def test_images_of_the_store_get_codes(folder, store):
    """Those that are known; blank ones have none, hidden ones stay hidden, the series gets that of its middle."""
    told = run("code", folder, "--store", store, "--json")
    assert told == {"version": "untrained-1", "coded": 17, "blank": 1, "unknown": 1, "skipped": 1, "series": 1}
    images, series = kept(store)
    assert uid(0) not in images
    assert "image_code" not in {k for k, v in images[uid(NUMBER)].items() if v is not None}
    assert images[uid(2)]["scope"] == "review"
    assert images[uid(5)]["image_code"] == read_picture((folder / "05.dcm").read_bytes()).code(untrained())
    assert series["representative_image"] == uid(9)


def test_another_model_gives_other_codes(folder, store, tmp_path):
    """After training, the same command replaces codes and versions, of the series too."""
    run("code", folder, "--store", store)
    model = tmp_path / "model.npz"
    version = run("train", folder, "--out", model, "--json")["version"]
    told = run("code", folder, "--store", store, "--json", GSAGRAPH_IMAGE_MODEL=str(model))
    assert (told["version"], told["coded"]) == (version, 17)
    images, series = kept(store)
    assert {node.get("image_code_version") for node in images.values()} - {None} == {version}
    assert series["image_code_version"] == version


def test_thumbnails_of_open_images_only(folder, store, tmp_path):
    """Public, clean, known: sixteen of nineteen; a second run writes none of them again."""
    out = tmp_path / "thumbnails"
    told = run("thumbnails", folder, "--out", out, "--store", store, "--json")
    assert told == {"written": 16, "unchanged": 0, "removed": 0, "not_open": 3, "unreadable": 0}
    names = {file.name for file in out.iterdir()}
    assert names == {f"{uid(number)}.png" for number in range(1, NUMBER + 1) if number not in (2, 3)}
    assert (out / f"{uid(1)}.png").read_bytes() == read_picture((folder / "01.dcm").read_bytes()).thumbnail()
    again = run("thumbnails", folder, "--store", store, "--json", GSAGRAPH_THUMBNAILS=str(out))
    assert (again["written"], again["unchanged"]) == (0, 16)


def test_thumbnails_of_closed_images_are_removed(folder, store, tmp_path):
    """An image that is withdrawn from the public takes its thumbnail along."""
    out = tmp_path / "thumbnails"
    run("thumbnails", folder, "--out", out, "--store", store)
    opened = open_store(store, write=True)
    opened.write([record("Image", uid(4), scope="withheld")])
    opened.close()
    (out / "9.9.png").write_bytes(b"of no image")
    assert run("thumbnails", folder, "--out", out, "--store", store, "--json")["removed"] == 2
    assert not (out / f"{uid(4)}.png").exists()


@pytest.mark.parametrize("verb", ["train", "code", "thumbnails"])
def test_a_source_that_is_none_is_refused(verb, tmp_path):
    """Neither a folder nor a manifest."""
    out = ["--out", tmp_path / "x"] if verb != "code" else []
    found = run(verb, tmp_path / "absent", *out, code=2)
    assert "NOT_A_FOLDER" in found.stderr


def test_thumbnails_need_a_folder(folder, store):
    """Neither the option nor the variable: refused."""
    found = run("thumbnails", folder, "--store", store, code=2, GSAGRAPH_THUMBNAILS="")
    assert "--out" in found.stderr


def test_files_of_a_source(folder):
    """In the order of paths, without hidden files and links; a sample is spread over all."""
    files = image_files(folder)
    assert [file.name for file in files] == [*(f"{number:02}.dcm" for number in range(NUMBER + 1)), "notes.txt"]
    assert [file.name for file in spread(files, 4)] == ["00.dcm", "05.dcm", "10.dcm", "15.dcm"]
    assert spread(files, 99) == files


@pytest.mark.parametrize("uid", ["../../outside", "/outside", ".", "", "1.2\\3", "9" * 65])
def test_what_is_no_uid_names_no_file(folder, tmp_path, uid):
    """A header may say anything; only digits and points become the name of a thumbnail."""
    image = pydicom.dcmread(folder / "01.dcm")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image.SOPInstanceUID = uid
        image.save_as(tmp_path / "a.dcm", enforce_file_format=False)
    assert image_uid(tmp_path / "a.dcm") is None
    assert image_uid(folder / "01.dcm") == "1.7.1.1"
