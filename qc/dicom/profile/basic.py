"""The basic actions of PS3.15 Table E.1-1 (2026c), as the package `dicom-anonymizer` lists them; nothing is copied here.

An action is written in the table's own letters: X removes, Z empties, D puts a dummy, U replaces a UID; `X/Z/D` leaves
the choice to the type that the IOD gives the attribute.
"""

from functools import cache

from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as table  # type: ignore[import-untyped]

EDITION = "2026c"
LISTS = {
    "D": table.D_TAGS,
    "U": table.U_TAGS,
    "X": table.X_TAGS,
    "Z": table.Z_TAGS,
    "X/D": table.X_D_TAGS,
    "X/Z": table.X_Z_TAGS,
    "X/Z/D": table.X_Z_D_TAGS,
    "X/Z/U*": table.X_Z_U_STAR_TAGS,
    "Z/D": table.Z_D_TAGS,
}
SINGLE_TAG = 2  # (group, element); rows for the repeating groups 50xx and 60xx carry two masks besides


@cache
def basic_actions() -> dict[int, str]:
    """The letters for each tag of the table; overlays and curves are left out, for they go whatever they hold."""
    return {
        (row[0] << 16) | row[1]: letters for letters, rows in LISTS.items() for row in rows if len(row) == SINGLE_TAG
    }
