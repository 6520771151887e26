"""What becomes of each attribute: PS3.15 Table E.1-1 with five options, and a decision for all else that passes.

`resolve` puts the decisions together (`Profile`); `action` names what can be decided; `basic` reads the standard's
table, `options` holds the options carried out here, `outside` the attributes the table does not list, `private` the
private elements that are safe (`private_elements.tsv`), `types` what the IODs demand to be present. `attributes` asks
the data dictionary, `registered` knows UIDs that stay, `sop_classes` what may be published. `dates`, `ages` and
`dummies` make new values. `terms` judges kept ones, with `defined_terms`, `words`, `devices`, `ethnicity`, `codes` and
`numbers`; `meanings` knows the meanings of public codes, `method_codes` those by which files tell what was done. An attribute that is not decided here goes.
Imports `qc.dicom.text`. Start at `resolve`, then `outside`.
"""

from qc.dicom.profile.resolve import Profile

__all__ = ["Profile"]
