"""Chinese and Japanese titles with who speaks behind them: '风与线 李雷(清华大学)', '风与线（李雷，清华大学）'.

Nothing in the writing parts a name from other words. With an institution beside it, it is one; without, a family name
that is common shows it where several titles of the page end so.
"""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.names import is_name

_WHERE = (
    r"[^()（）]{0,40}(?:大学|大學|学院|研究所|研究院|科学院|公司|会社|株式|中心|実験室|实验室|University|Inc|Lab)"
    r"[^()（）]{0,20}"
)
_NAME = r"[\u3400-\u9fff]{2,4}(?:[\s\u3000][\u3400-\u9fff\u3041-\u3096]{1,4})?"
_TITLE = r"(?P<title>.*?[\u3040-\u9fff].*?)"
_GAP = r"(?:[\s\u3000]+|\s*[—–－-]+\s*)"
_PLACED = (
    Pattern(rf"{_TITLE}{_GAP}(?P<name>{_NAME})\s*[（(](?P<where>{_WHERE})[）)]"),
    Pattern(rf"{_TITLE}\s*[（(]\s*(?P<name>{_NAME})\s*[，,、;；]\s*(?P<where>{_WHERE})[）)]"),
)
"""With an institution."""
_HONOURED = Pattern(
    rf"{_TITLE}{_GAP}(?P<name>{_NAME})[\s\u3000]*(?:教授|博士|先生|老师|老師|研究员|院士|氏|さん)(?:[（(](?P<where>[^()（）]{{2,60}})[）)])?"
)
_BARE = Pattern(
    rf"{_TITLE}{_GAP}(?P<name>[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔡余杜"
    r"叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范廖贾賈韦韋付邹鄒孟熊秦邱江尹薛闫段雷侯陶黎贺賀顾顧][\u3400-\u9fff]{1,2})"
)
_FEWEST = 3


def part_east_asian(blocks: Sequence[Block]) -> None:
    """Take the people out of the titles where they surely are people."""
    bare: list[tuple[Block, str, str]] = []
    for block in blocks:
        if block.speakers or not any("\u3040" <= char <= "\u9fff" for char in block.title):
            continue
        patterns = (*_PLACED, _HONOURED)
        match = next((found for pattern in patterns if (found := pattern.fullmatch(block.title))), None)
        if match is not None and is_name(match["name"]):
            block.title = match["title"].rstrip(" \u3000:：")
            block.speakers = [Speaker(name=match["name"], affiliation=(match["where"] or "").strip())]
        elif (match := _BARE.fullmatch(block.title)) and is_name(match["name"]):
            bare.append((block, match["title"], match["name"]))
    if len(bare) >= _FEWEST:
        for block, title, name in bare:
            block.title, block.speakers = title.rstrip(" \u3000:："), [Speaker(name=name)]
