"""The taxonomy of one file of reads, as a check asks for it: profile, remarks, figures."""

from pathlib import Path
from typing import Any

from qc.sequence.remarks import Remarks
from qc.taxonomy.database import open_database
from qc.taxonomy.judging import judge
from qc.taxonomy.profile import profile_of
from qc.taxonomy.sampling import Decoded


def check_taxonomy(stream: Decoded, remarks: Remarks, database: Path, organism: int | None) -> dict[str, Any]:
    """Profile the reads of a stream, say what contradicts the declared organism, and give the profile as JSON values.

    Raises UnusableInput for an unusable database.
    """
    opened = open_database(database)
    profile = profile_of(stream, opened)
    judge(profile, opened, remarks, organism)
    return profile.as_json()
