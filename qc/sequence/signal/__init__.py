"""Files of signals: FAST5 and POD5 of nanopores, bas.h5 and bax.h5 of PacBio's first machines.

HDF5 and Arrow are read by libraries in C that may crash on a broken file: `apart` has them work in a process of its
own, whose other end is `child`. There `fast5`, `pod5_file` and `bas_h5` check one format each, on `hdf5`; `figures`
collects what all three report. The libraries are the optional extra `signal`.
May import `qc.sequence.remarks` and `qc.sequence.lengths`. Start at `apart.check_fast5`.
"""

from qc.sequence.signal.apart import check_bas_h5, check_fast5, check_pod5

__all__ = ["check_bas_h5", "check_fast5", "check_pod5"]
