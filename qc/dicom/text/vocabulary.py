"""The words of imaging, English and Chinese, that a descriptor may keep: terms of a curated list, and forms with numbers.

`imaging_terms.tsv` is written for this project, one row for a term (as `folding.fold` gives it), its language and its
kind. A `code` is short and may be part of a composed word (`t2tsetra`). `weak` terms are also names or initials
(`long`, `de`, `左`): they go where a word beside them goes. `nobody` stands in place of a name (`anonymous`),
`generic` in every institution's name (`hospital`): neither is a word to keep, and neither identifies anybody.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from qc.dicom.text.folding import fold

_LIST: Final = Path(__file__).with_name("imaging_terms.tsv")
_COMPOSING: Final = frozenset({"body", "sequence", "code", "plane", "contrast", "modality"})
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪"
    "严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳"
    "裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简"
    "娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗"
)
# Characters of imaging in traditional writing, each below its simplified form.
_SIMPLER: Final = str.maketrans(
    "頭顱腦頸脊頸頰顴顳頂額葉縱橫層掃檢查強動靜脈門風臟腎腸膽腺體關節膝踝軟組織斷狀軸後側雙單輸卵細維護張"
    "顯對劑碘釓濃淺潤腫結節轉移癌積氣鈣骨髓韌帶鎖骨橈趾蹠臂診療術術後復復查隨訪間質纖維膿瘍狹窄閉塞畸圖影像號縮",
    "头颅脑颈脊颈颊颧颞顶额叶纵横层扫检查强动静脉门风脏肾肠胆腺体关节膝踝软组织断状轴后侧双单输卵细维护张"
    "显对剂碘钆浓浅润肿结节转移癌积气钙骨髓韧带锁骨桡趾跖臂诊疗术术后复复查随访间质纤维脓疡狭窄闭塞畸图影像号缩",
)
_SIDES: Final = frozenset("左右上下前后内外中双单")
_UNITS: Final = (
    r"mm|mls|thk|b|pl|w|wb|cm|um|µm|μm|ms|msec|ns|s|sec|secs|min|mins|t|kv|kvp|ma|mas|hz|khz|mhz|mbq|mci|ml|cc|d|x|ch|deg|bit|bits|pct|hu|kev"
    r"|gy|mgy|fps|sl|slices?|dirs?|echo(?:es)?|ph|phases?|avg|nex|tr|dyn|shots?|seg|yrs?ago|iso|mmiso|mmst|mi|pc"
)
_FORMS: Final = re.compile(
    rf"""(?:
      \d{{1,3}}(?:\.\d{{1,4}})?(?:{_UNITS})
    | \d{{4}}(?:ms|msec|hz|hu|mm)
    | (?:te|tr|ti|fa|b|fov|venc|mtx|kv|ma|mas|ww|wl|td)\d{{1,4}}(?:mm|ms|s|kv)?
    | (?:t|p|s|r|ph|ser|se|im|vol|pat|ipat|grappa|sense|cs|sms|mb|tfl|tse|fse|av|avg|nsa|nex|seg|echo|st|sl|dyn|run|bh|etl|tf
        |isotropic|iso|pe|sub|test|bp|ss|ar|mat|screencap|con|post|pre|ct|c|v|rec|recon|st|phase|series|slice|slices|image|part|scan|step|pass|dir|dirs|ep|fl|asir|safire|admire|idose|qir|imr|level)\d{{1,3}}
    | (?:fl|tse|se|tir|tfl|tfi|ep|gr|re|spc|h|fm|ci|tfe|ffe|me|fse|spgr|gre)[234]d\d?[a-z]{{0,3}}\d{{0,2}}
    | [a-z]?\d{{1,4}}(?:\.\d{{1,3}})?(?:[x×]\d{{1,4}}(?:\.\d{{1,3}})?){{1,3}}(?:mm|cm|iso)?
    | (?:b|br|bv|bf|bl|hr|hv|hc|hf|hn|h|ur|uv|ub|u|qr|sa|sp|t|d|i|j|e|a|f)\d{{2}}[a-z]?
    | f[cl]\d{{2}}
    | (?:(?:[ctls]|th)\d{{1,2}}){{1,2}}
    | q\d{{1,2}} | t\d{{1,2}}of\d{{1,2}} | wip\d{{2,3}}[a-z]?
    | (?:v[abde]|xa|mr|d|e|b|r|n)\d{{2}}[a-z]?
    | \d{{1,2}}(?:st|nd|rd|th)
    )\Z""",
    re.VERBOSE,
)


@cache
def _rows() -> list[tuple[str, str]]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()[1:]
    return [(fold(term), kind) for term, _, kind in (line.split("\t") for line in lines)]


@cache
def _terms() -> dict[str, str]:
    return {term: kind for term, kind in _rows() if kind not in {"nobody", "generic"}}


@cache
def _nobody() -> frozenset[str]:
    return frozenset(term for term, kind in _rows() if kind == "nobody")


@cache
def _generic() -> frozenset[str]:
    return frozenset(term for term, kind in _rows() if kind == "generic")


@cache
def _longest() -> int:
    return max(map(len, _terms()))


def is_listed(folded: str) -> bool:
    """Whether a folded word stands in the list of imaging terms."""
    return folded in _terms()


def is_term(folded: str) -> bool:
    """Whether a folded word is a word of imaging: listed, a form with a number, or composed of listed words."""
    return folded in _terms() or is_form(folded) or is_compound(folded)


def is_weak(folded: str) -> bool:
    """Whether the term is also a name or an initial, so that it is kept only beside other terms."""
    return _terms().get(folded) == "weak"


def is_placeholder(folded: str) -> bool:
    """Whether a folded word stands where a name would stand and names nobody: `anonymous`, `dr`, `测试`."""
    return not folded.strip() or folded in _nobody()


def is_generic(folded: str) -> bool:
    """Whether a folded word belongs to the name of any institution or address: `hospital`, `street`, `医院`."""
    return folded in _generic()


@lru_cache(maxsize=4096)
def is_form(folded: str) -> bool:
    """Whether a folded word is a measure (`5mm`, `1.5t`), a technique with its number (`te30`, `b1000`) or a kernel."""
    return _FORMS.match(folded) is not None


@lru_cache(maxsize=4096)
def is_compound(folded: str) -> bool:
    """Whether listed words of at least three letters, or short codes such as `t2`, make up the word: `t2tsetra384`."""
    if not folded.isascii() or not folded.isalnum() or len(folded) > 40:
        return False
    body = re.sub(r"(?<=[a-z])\d{1,3}\Z|\A\d{1,2}(?=[a-ce-z][a-z]{2})", "", folded)
    return len(body) > 2 and _composed(body)


def _composed(word: str) -> bool:
    """Whether the word is a sequence of listed parts; reached[i] says that the first i letters are."""
    reached = [True, *[False] * len(word)]
    for end in range(2, len(word) + 1):
        reached[end] = any(reached[start] and _part(word[start:end]) for start in range(max(0, end - 20), end - 1))
    return reached[-1]


def _part(part: str) -> bool:
    kind = _terms().get(part)
    return kind == "code" or (len(part) > 3 and kind in _COMPOSING)


def segments(run: str) -> list[tuple[str, bool | None]]:
    """A run of Han characters in words, longest first: (word, True a term, None a weak one, False unknown)."""
    found: list[tuple[str, bool | None]] = []
    at = 0
    while at < len(run):
        word = _longest_at(run, at)
        if word:
            found.append((word, None if len(word) == 1 else True))
        elif found and found[-1][1] is False:
            found[-1] = (found[-1][0] + run[at], False)
        else:
            found.append((run[at], False))
        at += len(word) or 1
    return [(word, False) for word, _ in found] if _weak_name(run, found) else found


def surname_first(text: str) -> bool:
    """Whether two to four Han characters begin with a common Chinese family name."""
    return 2 <= len(text) <= 4 and text[0] in _SURNAMES


def _longest_at(run: str, at: int) -> str:
    for length in range(min(_longest(), len(run) - at), 0, -1):
        if run[at : at + length].translate(_SIMPLER) in _terms():
            return run[at : at + length]
    return ""


def _weak_name(run: str, found: list[tuple[str, bool | None]]) -> bool:
    """A short run of single characters alone may be a name, unless all of them are sides: `高大`, but not `左上`."""
    return len(run) < 5 and run[0] in _SURNAMES and all(kept is None for _, kept in found) and not set(run) <= _SIDES
