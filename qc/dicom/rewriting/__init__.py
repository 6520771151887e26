"""One object's header, rewritten: what identifies is gathered first, then each element is kept, changed or left out.

`subject` holds what is known of the object in work (whom it shows, by how much its dates move, what identifies);
`plan` walks the whole tree once, decides each element by the profile and gathers identifying values;
`values` makes a new value of an old one for each action, `dates` for dates and times; `kept` judges values that stay,
`bulk` tables among them, `hidden` finds words in numbers; `echoes` remembers what was judged for a whole series;
`numbers` reads binary numbers;
`emission` writes a data set as spans of the old bytes with new elements between them; `declaration` says in the
output how it was de-identified; `facts` tells later steps what the object is; `pixels` and `frames` take the pixel
data; `findings` says what was odd; `remainders` lists what must not be found again.
Imports `qc.dicom.file`, `profile`, `text`, `keys`. Start with `emission`; `qc.dicom.rewrite` puts them together.
"""
