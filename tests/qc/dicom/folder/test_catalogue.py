"""The catalogue of the input: order, series, repeated objects, and the lines of the manifest."""

from contextlib import closing

from qc.dicom.folder.catalogue import DUPLICATE, Catalogue, Identified
from qc.dicom.folder.walk import Entry


def identified(name: bytes, series: str = "", instance: str = "", code: str = "", size: int = 10) -> Identified:
    """An entry after the first pass."""
    return Identified(Entry(name, size, f"state of {name!r}"), code, series, instance)


def test_series_come_in_the_order_of_their_first_entry() -> None:
    """Chunks may arrive in any order; entries inside a series keep theirs, and their new UIDs."""
    with closing(Catalogue()) as catalogue:
        catalogue.add(4, [identified(b"d", "B", "4"), identified(b"e", "A", "5")])
        catalogue.add(1, [identified(b"a", "B", "1"), identified(b"b", code="NOT_DICOM"), identified(b"c", "A", "3")])
        catalogue.index()
        told = [(series, [(e.name, e.instance) for e in entries]) for series, entries in catalogue.series()]
        assert told == [("B", [(b"a", "1"), (b"d", "4")]), ("A", [(b"c", "3"), (b"e", "5")])]
        assert [(entry.name, code) for entry, code in catalogue.stopped()] == [(b"b", "NOT_DICOM")]
        assert catalogue.totals() == (5, 50)


def test_repeated_instances_and_their_marks() -> None:
    """An instance that stands in several files is told with all of them, first ones first; marked ones stop."""
    with closing(Catalogue()) as catalogue:
        catalogue.add(1, [identified(b"a", "A", "x"), identified(b"b", "B", "x"), identified(b"c", "A", "y")])
        catalogue.add(
            4, [identified(b"d", "A", "x"), identified(b"e", code="NOT_DICOM"), identified(b"f", code="NOT_DICOM")]
        )
        catalogue.index()
        (group,) = catalogue.repeated()
        assert [(number, entry.name) for number, entry in group] == [(1, b"a"), (2, b"b"), (4, b"d")]
        catalogue.mark(2, "DUPLICATE_UID")
        catalogue.mark(4, DUPLICATE)
        assert [entry.name for _, entries in catalogue.series() for entry in entries] == [b"a", b"c"]
        assert [code for _, code in catalogue.stopped()] == ["DUPLICATE_UID", DUPLICATE, "NOT_DICOM", "NOT_DICOM"]


def test_an_empty_catalogue() -> None:
    """No files, no bytes, no series."""
    with closing(Catalogue()) as catalogue:
        catalogue.index()
        assert catalogue.totals() == (0, 0)
        assert list(catalogue.series()) == catalogue.repeated() == list(catalogue.stopped()) == []


def test_lines_of_the_manifest_come_by_path() -> None:
    """Whatever the order of the work, the manifest has one order; a path stands once."""
    with closing(Catalogue()) as catalogue:
        for path, line in (("b", b"old"), ("a", b"1"), ("b", b"2"), ("a/c", b"3")):
            catalogue.publish(path, line)
        assert list(catalogue.published()) == [b"1", b"3", b"2"]


def test_finished_series_are_known() -> None:
    """Records of series that were not worked are those of earlier inputs."""
    with closing(Catalogue()) as catalogue:
        catalogue.finish("A")
        assert catalogue.is_finished("A")
        assert not catalogue.is_finished("B")
