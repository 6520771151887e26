"""Columns and values that say who somebody is: they are told, never stored.

A finding names the column or the cell and never repeats what stands there.
"""

import re

IDENTITY_DIGITS = 18
PERSONAL = "looks like an address, a telephone or an identity number"
PERSONAL_COLUMNS = re.compile(
    r"""\b(?:
        e\s?-?mails? | tel | phones? | telephones? | mobiles? | fax | wechat | qq
        | contact(?:\ (?:person|name|e-?mail|phone|information|info))? | principal\ investigator | pi
        | submitter(?:\ (?:name|e-?mail|phone))? | applicants?(?:\ .*)? | (?:dac\ )?members?
        | birth\ ?da(?:te|y) | date\ of\ birth | dob
        | (?:patient|person|real|full|first|last|family|given|sur|chinese|donor)\ ?names? | pinyin | initials
        | (?:hospital|admission|inpatient|outpatient|medical\ record|bed|patient)\ (?:number|no\.?|id)
        | id\ card(?:\ (?:number|no\.?))? | identity\ (?:card|number) | passport | (?:home|postal|street)?\ ?address(?:es)?
        | reviewer\ link
    )\b | 姓名 | 拼音 | 电话 | 手机 | 邮箱 | 身份证 | 住院号 | 门诊号 | 病案号 | 出生日期 | 生日 | 住址 | 地址 | 联系人 | 负责人
    """,
    re.VERBOSE,
)
PERSONAL_VALUES = re.compile(
    r"""[\w.+-]+@[\w-]+(?:\.[\w-]+)+                          # e-mail address
        | (?<!\d)(?:\+?86[\s-]?)?1[3-9]\d{9}(?!\d)            # Chinese mobile number
        | (?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])  # identity number
    """,
    re.VERBOSE,
)


def is_personal_column(folded_header: str) -> bool:
    """Whether a column of this folded header holds what identifies a person.

    >>> is_personal_column("contact e-mail"), is_personal_column("collected by")
    (True, False)
    """
    return PERSONAL_COLUMNS.search(folded_header) is not None


def is_personal_value(text: str) -> bool:
    """Whether a value holds an e-mail address, a Chinese mobile number in a text, or an identity number."""
    found = PERSONAL_VALUES.search(text)
    return found is not None and (not text.isdigit() or len(text) == IDENTITY_DIGITS)


def is_subject_code(label: str) -> bool:
    """Whether the label of an individual is a code with a number, and so not a name.

    >>> is_subject_code("SEP-01"), is_subject_code("Zhang San")
    (True, False)
    """
    return label.isascii() and any(sign.isdigit() for sign in label)
