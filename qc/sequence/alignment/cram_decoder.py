"""Decode a CRAM file to uncompressed BAM on standard output; run as a program of its own, which may die.

htslib is written for whole files: on a broken one it can abort, or ask for all memory. Arguments: the file, the fields
to decode as a number, the bytes of memory it may map, and an indexed FASTA or nothing. Imports nothing of ours.
"""

import resource
import sys
from contextlib import suppress

import pysam
from pysam.utils import SamtoolsError


def main(path: str, fields: str, memory: str, reference: str) -> int:
    """Decode; 0 if all went well."""
    for limited, most in ((resource.RLIMIT_AS, int(memory)), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(limited, (most, most))
    options = ["--no-PG", "-u", "-o", "-", "--input-fmt-option", f"required_fields={fields}"]
    options += ["--input-fmt-option", "decode_md=0"]
    try:
        pysam.view(*options, *(["-T", reference] if reference else []), path, catch_stdout=False)
    except (SamtoolsError, MemoryError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
