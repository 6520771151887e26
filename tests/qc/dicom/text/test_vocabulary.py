"""The list of imaging terms as data, and the forms that need no list."""

from pathlib import Path

import pytest

from qc.dicom.text import vocabulary
from qc.dicom.text.folding import fold, is_cjk

ROWS = [
    line.split("\t")
    for line in (Path(vocabulary.__file__).parent / "imaging_terms.tsv").read_text(encoding="utf-8").splitlines()
]
KINDS = (
    *("body", "sequence", "code", "plane", "contrast", "modality", "position", "technique", "device", "word"),
    *("weak", "nobody", "generic"),
)


def test_the_list_is_well_formed() -> None:
    """Three columns, known languages and kinds, terms folded, no term twice among the words that may stay."""
    assert ROWS[0] == ["term", "language", "kind"]
    assert {len(row) for row in ROWS} == {3}
    assert {row[1] for row in ROWS[1:]} == {"en", "zh"}
    assert {row[2] for row in ROWS[1:]} == set(KINDS)
    assert all(row[0] == fold(row[0]) for row in ROWS)
    kept = [term for term, _, kind in ROWS[1:] if kind not in {"nobody", "generic"}]
    assert len(kept) == len(set(kept))


def test_the_list_is_sorted() -> None:
    """By language, then kind, then term, so that a change is easy to read."""
    keys = [(language, KINDS.index(kind), term) for term, language, kind in ROWS[1:]]
    assert keys == sorted(keys)


def test_the_list_is_large_enough() -> None:
    """English and Chinese words of imaging."""
    terms = [(language, term) for term, language, kind in ROWS[1:] if kind not in {"nobody", "generic"}]
    assert sum(language == "en" for language, _ in terms) >= 1500
    assert sum(language == "zh" for language, _ in terms) >= 500


def test_single_han_characters_are_weak() -> None:
    """One character may always be a name or a part of one."""
    assert {kind for term, _, kind in ROWS[1:] if is_cjk(term) and len(term) == 1} <= {"weak", "generic", "nobody"}


@pytest.mark.parametrize(
    "name",
    [
        "smith",
        "wang",
        "miller",
        "garcia",
        "muller",
        "nguyen",
        "zhang",
        "kim",
        "ivanov",
        "sato",
        "john",
        "maria",
        "wei",
        "sun",
    ],
)
def test_common_names_are_no_terms(name: str) -> None:
    """Frequent family and given names are not in the vocabulary, nor composed of its parts."""
    assert not vocabulary.is_term(name)


@pytest.mark.parametrize("name", ["fatima", "septima", "steven", "cortese", "newman", "marlow", "watsica", "naadir"])
def test_names_are_not_composed_of_terms(name: str) -> None:
    """Short parts alone compose no word, so names that begin with one are unknown."""
    assert not vocabulary.is_compound(name)


@pytest.mark.parametrize("word", ["t2tsetra384", "headneck", "t2fseidealarc", "3dfgre", "corsag", "t1mprage"])
def test_written_together_terms_are_known(word: str) -> None:
    """Protocol names without signs between their words are taken apart."""
    assert vocabulary.is_term(word)


@pytest.mark.parametrize(
    "form",
    [
        "5mm",
        "1.5t",
        "te30",
        "b1000",
        "64dir",
        "120kv",
        "2.0x1.0",
        "512x512",
        "b70f",
        "br40d",
        "fc18",
        "h31s",
        "l4",
        "l5s1",
        "th12",
        "3rd",
        "vb17a",
        "xa20",
        "p2",
        "tfl3d1",
        "ep2d",
        "300ms",
        "1024x1024",
        "200mas",
        "s2",
        "iso2",
    ],
)
def test_harmless_forms_are_known(form: str) -> None:
    """Measures, kernels, vertebrae, versions and numbered techniques need no list."""
    assert vocabulary.is_form(form)


@pytest.mark.parametrize(
    "form", ["20040119", "a12345", "jd12", "h0032871", "55yo", "se123456", "1985d", "x", "", "12", "k9z"]
)
def test_other_mixtures_are_not(form: str) -> None:
    """Numbers with unknown letters stay unknown."""
    assert not vocabulary.is_form(form)


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("头颅平扫", [("头颅", True), ("平扫", True)]),
        ("王小东头颅", [("王", False), ("小", None), ("东", False), ("头颅", True)]),
        ("高大", [("高", False), ("大", False)]),
        ("左上", [("左", None), ("上", None)]),
        ("左", [("左", None)]),
        ("张", [("张", False)]),
        ("頭部增強掃描", [("頭部", True), ("增強掃描", True)]),
        ("腎臟檢查", [("腎臟", True), ("檢查", True)]),
        ("双膝关节正侧位", [("双膝关节", True), ("正侧位", True)]),
    ],
)
def test_chinese_is_cut_into_words(run: str, parts: list[tuple[str, bool | None]]) -> None:
    """The longest term first; single characters are weak, and short runs of them with a family name are unknown."""
    assert vocabulary.segments(run) == parts


def test_segments_lose_nothing() -> None:
    """The words of a run, joined, are the run."""
    run = "江城第二人民医院胸部增强扫描王小东"
    assert "".join(word for word, _ in vocabulary.segments(run)) == run


@pytest.mark.parametrize("word", ["anonymous", "dr", "unknown", "测试", ""])
def test_placeholders_name_nobody(word: str) -> None:
    """Words in place of a name are no names."""
    assert vocabulary.is_placeholder(word)
    assert not vocabulary.is_placeholder("miller")


def test_institutions_share_generic_words() -> None:
    """`hospital` identifies nobody and is yet no word of imaging."""
    assert vocabulary.is_generic("hospital")
    assert not vocabulary.is_term("hospital")
    assert not vocabulary.is_generic("brigid")
