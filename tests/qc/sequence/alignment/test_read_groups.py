"""Names in a table that compiled code searches."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.read_groups import UNKNOWN, group_of, read_groups

NAMES = st.binary(max_size=12)


@given(st.lists(NAMES, max_size=40), NAMES, st.integers(0, 5))
def test_a_name_is_found_byte_for_byte(names: list[bytes], sought: bytes, before: int) -> None:
    """Wherever it stands in a text; of equal names the first one."""
    groups = read_groups(names)
    for name in [*names, sought]:
        text = np.frombuffer(b"x" * before + name + b"behind  ", np.uint8).copy()
        expected = names.index(name) if name in names else UNKNOWN
        assert group_of(groups, text, before, before + len(name)) == expected
