"""Read groups against the metadata: which samples a file says it holds, and which it is declared for.

Codes W_NO_RG, W_RG_NO_SM, E_MULTI_SAMPLE, E_SAMPLE. BAM and CRAM are what archives take, one sample a file; SAM text is
a working format, so there several samples are a warning unless one is declared.
"""

from qc.finding import Severity
from qc.sequence.alignment.header import Header, shown
from qc.sequence.remarks import Remarks


def check_samples(header: Header, remarks: Remarks, sample: str | None, *, several: Severity = "error") -> None:
    """Say what the read groups of a header do wrong; `sample` is the one the metadata declares, if any.

    `several` is how bad two samples are without a declared one. Advice (W_…) is given only where nothing else is wrong
    with the file: call this when its records were read.
    """
    found = sorted({group.sample for group in header.read_groups if group.sample})
    if len(found) > 1:
        listed = ", ".join(shown(name.encode()) for name in found[:5])
        severity = "error" if sample else several
        remarks.add("E_MULTI_SAMPLE", f"{len(found)} samples: {listed}", severity=severity)
    if sample is not None:
        for group in header.read_groups:
            if group.sample and group.sample != sample:
                told = shown(group.sample.encode())
                remarks.add("E_SAMPLE", f"read group {shown(group.id.encode())} has SM {told}, declared is {sample}")
    if not remarks.failed:
        _advise(header, remarks)


def _advise(header: Header, remarks: Remarks) -> None:
    if not header.read_groups:
        remarks.add("W_NO_RG")
    for group in header.read_groups:
        if not group.sample:
            remarks.add("W_RG_NO_SM", f"the read group {shown(group.id.encode())} has no SM")
