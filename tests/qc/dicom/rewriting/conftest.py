"""One object in work, for tests of the parts of the rewriting."""

from collections.abc import Callable

import pytest
from pydicom.dataset import Dataset

from qc.dicom.file.elements import walk
from qc.dicom.file.part10 import File, open_file
from qc.dicom.keys import Keys
from qc.dicom.profile import Profile
from qc.dicom.rewriting.echoes import echoes_of
from qc.dicom.rewriting.emission import emit
from qc.dicom.rewriting.plan import DataSetPlan, plan
from qc.dicom.rewriting.subject import DEFAULT_CHARACTERS, Subject, subject_of
from tests.data.dicom_objects import KEY, encoded, image

InWork = tuple[Subject, DataSetPlan]


def in_work_of(file: File) -> InWork:
    """The subject and the plan of a file."""
    subject = subject_of(file, Keys(KEY), Profile())
    decided = plan(subject, file.data_set.elements, file.encoding, DEFAULT_CHARACTERS)
    subject.echoes = echoes_of(subject.gathered, subject.profile.digest)
    return subject, decided


@pytest.fixture
def in_work() -> Callable[..., InWork]:
    """Make an image with these attributes and begin its work."""

    def begin(dataset: Dataset | None = None, syntax: str = "1.2.840.10008.1.2.1", **attributes: object) -> InWork:
        return in_work_of(open_file(encoded(dataset or image(**attributes), syntax)))

    return begin


@pytest.fixture
def written(in_work) -> Callable[..., dict[int, bytes]]:
    """The elements of the output by tag, as whole bytes, header and value."""

    def write(
        dataset: Dataset | None = None, syntax: str = "1.2.840.10008.1.2.1", **attributes: object
    ) -> dict[int, bytes]:
        subject, decided = in_work(dataset, syntax, **attributes)
        data = b"".join(emit(subject, decided, subject.encoding).parts)
        return elements_of(data, subject)

    return write


def elements_of(data: bytes, subject: Subject) -> dict[int, bytes]:
    """The values of a data set's elements by tag; a sequence's value is all its bytes."""
    return {e.tag: data[e.value : e.end] for e in walk(data, 0, len(data), subject.encoding).elements}
