"""How many individuals look alike in what is published of them: k-anonymity, l-diversity, and what would help.

`attributes` lists what outsiders may know of somebody and how each value can be made coarser, `named` which named
values without a slot are among it, `individuals` joins the accessions of one human being, `classes` counts who looks
alike, `uniques` tells by what few facts somebody is alone, `generalise` finds a short way to enough likeness, `risk`
puts it all together for a tier. Nothing here reads a store (`exports.anonymity` does). Imports `graph_schema` only.
Start at `risk`.
"""
