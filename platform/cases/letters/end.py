"""Closing of a letter: the courtesy (结语) and what is set below it; requests are not answered after it.

A reply thanks, invites more and asks for pardon last; below come 附件说明, 署名, 成文日期, 附注
(GB/T 9704-2012, 7.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


# What may stand before the word that makes a sentence a courtesy.
BEFORE = _any(
    *(
        "最后",
        "在此",
        "同时",
        "并",
        "也",
        "再次",
        "再一次",
        "我们",
        "我局",
        "我委",
        "我办",
        "我单位",
        "本单位",
    ),
    *("真诚", "衷心", "诚挚", "诚恳", "热忱", "非常", "十分", "特别", "万分", "地", "向", r"\W"),
)
YOU = _any("您", "你", "贵", "各位", "代表", "委员")
THANKS = _any("感谢", "谢谢", "致谢", "致以")
INVITES = _any("欢迎", "期待", "期盼", "敬请", "恳请", f"希望{_any(YOU, '今后', '继续', '一如既往')}")
PARDON = f"请{_any('予?谅解', '批评', '填写', '您?将')}"
THUS = _any("[特专谨就]?此[函致呈]?[答函回奉敬]?复函?\\W*$", "特此", "专此", "谨此", "此致", "敬礼")
IF_NOT = (
    _any("以上", "上述")
    + _any("答复", "回复", "意见", "办理")
    + r"?\W*"
    + _any("如", "若", "是否", "妥否", "请", "供")
)
ASK_US = (
    _any("如", "若")
    + f"{YOU}?"
    + _any("对", "有", "仍", "还", "需")
    + ".*[请迎可].*"
    + _any("联系", "反馈", "填写", "提出", "来电", "来函", "指正")
)
GREETINGS = f"[顺敬谨]?祝{_any(YOU, '身体', '工作', '商祺')}"
# 感谢, 此复 and their kind, as they begin a sentence; one that opens the answer (如下) is none of them.
COURTESY = re.compile(f"(?!.*如下){BEFORE}*{_any(THANKS, INVITES, PARDON, THUS, IF_NOT, ASK_US, GREETINGS)}")

DIGITS = _any(r"\d", *"〇零一二三四", *"五六七八九十") + "+"
DAY = f"{DIGITS}年{DIGITS}月{DIGITS}日$"
NOTES = _any("联系人", "联系电话", "联系方式", "承办人", "经办人", "抄送", "签发人")
BELOW = re.compile(_any(r"附件?\W", rf"\W?{NOTES}", DAY))  # 附件说明, 附注, 成文日期
DATE = re.compile(DAY)
NAME = re.compile(r"[^\W\d_]{2,30}$")  # 署名: a name without any punctuation, above the date
SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]*")


def parted(body: str) -> tuple[str, str]:
    """The letter's text before its closing lines, and these; a courtesy that ends a paragraph is parted from it."""
    lines = body.rstrip().split("\n")
    rest = _without(lines, _below)
    remaining = _without(rest, lambda line, _: not _sentences(line)[0])
    tail = ""
    if remaining:
        remaining[-1], tail = _sentences(remaining[-1])
    closing = [tail, *lines[len(remaining) :]]
    return "\n".join(remaining).rstrip(), "\n".join(closing).strip("\n")


def _without(lines: list[str], ends: Callable[[str, str], bool]) -> list[str]:
    """The lines without those at the end that ``ends`` says are of the end; its second argument is the line below."""
    count = len(lines)
    while count and ends(lines[count - 1].strip(), lines[count].strip() if count < len(lines) else ""):
        count -= 1
    return lines[:count]


def _below(line: str, next_line: str) -> bool:
    return not line or bool(BELOW.match(line)) or bool(DATE.match(next_line) and NAME.match(line))


def _sentences(line: str) -> tuple[str, str]:
    """A paragraph's sentences before those of courtesy that end it, and these."""
    found = [one for one in SENTENCE.findall(line) if one]
    count = len(found)
    while count and COURTESY.match(found[count - 1].strip()):
        count -= 1
    return "".join(found[:count]), "".join(found[count:]).strip()
