"""Ethnic groups as Ethnic Group (0010,2160) tells them: the 56 groups of China, and wide categories of elsewhere."""

import re

from qc.dicom.text.folding import fold

# Peoples of China by their names in Latin spelling and in Chinese (GB/T 3304), categories of censuses, and what stands
# where nothing is told.
_GROUPS = """
han mongol mongolian hui tibetan zang uyghur uygur miao yi zhuang buyei bouyei korean chaoxian manchu man dong yao
bai tujia hani kazak kazakh dai li lisu va wa she gaoshan lahu shui dongxiang naxi nakhi jingpo kirgiz kyrgyz tu
monguor daur mulao mulam qiang blang bulang salar sala maonan gelao gelo xibe xibo achang pumi primi tajik nu uzbek
ozbek russian ewenki evenki deang benglong bonan baoan yugur yughur jing gin tatar derung drung oroqen hezhen hezhe
monba moinba lhoba jino chinese 汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬
羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 asian white caucasian black african
american hispanic latino latina latin indian native alaska hawaiian pacific islander european arab arabic jewish
ashkenazi middle eastern east south west north southeast central caribbean japanese filipino vietnamese thai malay
indonesian polynesian maori aboriginal australian roma inuit mestizo mixed multiracial biracial cauc hisp amer
oriental other others unknown none unspecified undetermined not specified reported known declined applicable or of
and non race ethnicity group people minority nationality origin descent the islands
"""
GROUPS = frozenset(_GROUPS.split())
_SPLIT = re.compile(r"[\s/,;:()&+._-]+")
_CODE = re.compile(r"\d{1,2}|[A-Z]{1,2}\d{0,2}", re.ASCII)  # numbers of GB/T 3304, letters of local lists


def is_ethnic_group(text: str) -> bool:
    """Whether a text names an ethnic group or says that it is not known.

    >>> is_ethnic_group("Han"), is_ethnic_group("汉族"), is_ethnic_group("Zhang San")
    (True, True, False)
    """
    words = [word.removesuffix("族") for word in _SPLIT.split(fold(text)) if word]
    return _CODE.fullmatch(text) is not None or (bool(words) and all(word in GROUPS for word in words))
