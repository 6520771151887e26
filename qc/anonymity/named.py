"""Named values without a slot that outsiders may know of somebody: which quasi-identifier their name says they are.

Archives' tables have columns of their own. A weight is a weight whether its column had a slot or became an attribute.
"""

import re
from functools import lru_cache

from graph_schema.names import fold

NAMED = (
    ("sex", r"sex|gender|性别"),
    ("ageBand", r"age|ages?( (at|of|in) .*)?|age .*|年龄.*"),
    ("ethnicity", r"ethnic.*|nationality|民族|国籍"),
    ("race", r"race|ancestry|人种"),
    (
        "province",
        r"(.* )?(province|region|city|county|district|residence|place of living|area|country)|省份?|城市|地区|籍贯",
    ),
    ("disease", r"(.* )?(diagnosis|disease)( name)?|icd.*|诊断|疾病"),
    ("smokingStatus", r"(is )?smok.*|.*smoking.*|吸烟.*"),
    ("drinkingStatus", r"(is )?drink.*|alcohol.*|饮酒.*"),
    ("pregnancyStatus", r"(is )?pregnan.*|gravidity|gestation.*|妊娠.*|怀孕.*"),
    ("height", r"(body |patient )?(height|size|stature)|身高.*"),
    ("bodyWeight", r"(body |patient )?(weight|mass)|体重.*"),
    ("bmi", r"bmi|body mass index"),
    (
        "background",
        r"occupation|profession|job|education.*|marital.*|religion|blood (type|group)|职业|文化程度|婚姻.*|血型",
    ),
)
_ANY = re.compile("|".join(f"(?P<n{number}>{pattern})" for number, (_, pattern) in enumerate(NAMED)))
_UNIT = re.compile(r"\s*[(\[（].*$")


@lru_cache(maxsize=4096)
def attribute_of(name: str) -> str | None:
    """The quasi-identifier that a named value is, or None where it is none.

    >>> attribute_of("Weight (kg)"), attribute_of("Patient's_City"), attribute_of("RIN")
    ('bodyWeight', 'province', None)
    """
    found = _ANY.fullmatch(_UNIT.sub("", fold(name)).replace("_", " "))
    return NAMED[int((found.lastgroup or "n0")[1:])][0] if found else None
