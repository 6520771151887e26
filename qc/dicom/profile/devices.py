"""Names, models, versions and numbers of devices: kept as they are, unless they speak of a person.

There is no list of all makers and models, so these values are judged by what they may not be: a name in the standard's
own spelling (`^`, `=`), an address, an identity or telephone number, a name spelled in Chinese or in its Latin spelling.
"""

import re
from functools import lru_cache

from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.options import DEVICE_IDENTITY, DEVICE_IDENTITY_OUTSIDE
from qc.dicom.profile.words import is_maker
from qc.dicom.text.vocabulary import is_listed, is_weak

# Numbers of single devices: any letters and digits.
NUMBERED = DEVICE_IDENTITY | DEVICE_IDENTITY_OUTSIDE
# What makes a device one of its kind; other makers' names must be made of known words (`words.is_technique`).
NAMED = frozenset(
    map(
        tag_of,
        ("Manufacturer", "ManufacturerModelName", "ManufacturerModelVersion", "SoftwareVersions", "TransducerData"),
    )
)
_SIGNS = re.compile(r"[^\^=@\\\x00-\x1f\x7f]*")
_WORDS = re.compile(r"[A-Za-z]+")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)
_IDENTITY_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])", re.ASCII
)
_BEYOND_LATIN = re.compile(r"[^\x20-\x7e\u00a0-\u024f]")
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsrwy])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_GIVEN = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?")
# The commonest Chinese surnames in Latin spelling; makers of devices are known by `words.is_maker`.
_SURNAMES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng
han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao fu zhong cui tan
liao fan jin shi jia xia fang zou xiong bai meng qin qiu hou yin xue yan lei long tao hao gong shao wan qian dai mo
kong xiang chang
"""
SURNAMES = frozenset(_SURNAMES.split())


@lru_cache(maxsize=4096)
def names_device(tag: int, text: str) -> bool:
    """Whether a value may be the name or number of a device."""
    if not _SIGNS.fullmatch(text) or _IDENTITY_NUMBER.search(text):
        return False
    if tag in NUMBERED:
        return not _BEYOND_LATIN.search(text)
    return not (_BEYOND_LATIN.search(text) or _MOBILE.search(text) or reads_as_chinese_name(text))


def reads_as_chinese_name(text: str) -> bool:
    """Whether the letters of a text are a Chinese name in Latin spelling: `ZHANGSAN`, `Li Ming`, `wang_xiaoli`.

    >>> reads_as_chinese_name("ZHANG SAN"), reads_as_chinese_name("SIEMENS"), reads_as_chinese_name("Wandong")
    (True, False, False)
    """
    words = [word.lower() for word in _WORDS.findall(text)]
    if not 1 <= len(words) <= 3 or all(is_maker(word) or (is_listed(word) and not is_weak(word)) for word in words):
        return False
    joined = "".join(words)
    last_first = words[-1:] + words[:-1]
    return _is_name(joined, words[0] if len(words) > 1 else "") or _is_name("".join(last_first), last_first[0])


def _is_name(joined: str, first: str) -> bool:
    """Whether a surname and one or two syllables make up the letters; the surname is the first word if there are more."""
    surnames = [first] if first else [joined[:length] for length in range(2, 6)]
    return any(surname in SURNAMES and _GIVEN.fullmatch(joined.removeprefix(surname)) for surname in surnames)
