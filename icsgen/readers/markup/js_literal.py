"""JavaScript literals as JSON: what sites keep their programme in, ``export const talks = [{title: 'A', …}];``.

Only literals are read: keys without quotes, single quotes and backticks, comments, trailing commas, ``new Date('…')``.
Nothing is evaluated; a value that would have to be is ``null``.
"""

from __future__ import annotations

import json
import re

from icsgen.errors import FormatError

ASSIGNED = re.compile(
    r"(?:\b(?:const|let|var)\s+)?(?<![\w.$])([\w.$]++(?:\[[^\]\n]{1,80}\])*)\s*(?::[^=\n;]{1,120})?=\s*(?=[\[{])"
    r"|\bexport\s+default\s*(?=[\[{])|(?<![\w.$])[\w.$]++\s*\(\s*(?=[\[{])"
)
"""What stands before a literal. Names are matched from their first letter on and as a whole: a text that is one word
would take the square of its length."""
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)
  | (?P<number>[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w$]))
  | (?P<open>[\[{])
  | (?P<close>[\]}])
  | (?P<mark>[:,])
  | (?P<date>new\s+Date\s*\(\s*(?=["'`])|Date\.parse\s*\(\s*(?=["'`]))
  | (?P<spread>\.\.\.[\w.$]+)
  | (?P<word>[^\W\d][\w$]*)
  | (?P<other>\) | as\s+const\b)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONSTANTS = ("true", "false", "null")


def literals(text: str, origin: str) -> dict[str, str]:
    """Each literal that is assigned, exported or handed over, as JSON under its name.

    :raises FormatError: one of them is no literal, or breaks off; names the line.

    >>> literals("const a = [{x: 'it\\\\'s', /* no */ y: [1,],}];", "talks.js")
    {'a': '[{"x":"it\\'s","y":[1]}]'}
    """
    found: dict[str, str] = {}
    position = 0
    while match := ASSIGNED.search(text, position):
        literal, position = _literal(text, match.end(), origin)
        name = (match[1] or "default").rsplit(".", 1)[-1]
        found.setdefault(name if name not in found else f"{name} {len(found)}", literal)
    return found


def _literal(text: str, position: int, origin: str) -> tuple[str, int]:
    """The literal that starts there, as JSON, and where it ends."""
    out: list[str] = []
    opened: list[str] = []
    while match := _TOKEN.match(text, position):
        position = match.end()
        kind = match.lastgroup
        if kind == "open":
            opened.append("]" if match[0] == "[" else "}")
            out.append(match[0])
        elif kind == "close":
            if match[0] != opened.pop():
                break
            if out[-1] == ",":
                out.pop()
            out.append(match[0])
            if not opened:
                return "".join(out), position
        elif kind == "mark":
            if match[0] == ":" or out[-1] not in ("[", "{", ","):
                out.append(match[0])
        elif kind == "string":
            out.append(json.dumps(_unescaped(match[0])))
        elif kind == "number":
            out.append(_number(match[0]))
        elif kind == "word":
            is_key = re.compile(r"\s*:").match(text, position)
            out.append(json.dumps(match[0]) if is_key else match[0] if match[0] in _CONSTANTS else "null")
    line = text.count("\n", 0, position) + 1
    ends = position >= len(text.rstrip())
    raise FormatError(
        "the script breaks off in its data" if ends else "this script's data would have to be computed",
        origin=origin,
        line=line,
        text=None if ends else text[position : position + 60].splitlines()[0],
        hint="fetch or save it again, whole" if ends else "save the data as JSON",
    )


def _number(text: str) -> str:
    try:
        return json.dumps(float(text) if re.search(r"[.eE]", text) else int(text))
    except (ValueError, OverflowError):
        return "null"


def _unescaped(quoted: str) -> str:
    def one(match: re.Match[str]) -> str:
        letter = match[1]
        if letter[0] in "ux" and len(letter) > 1:
            code = int(letter[1:].strip("{}"), 16)
            return chr(code) if code <= 0x10FFFF else "\ufffd"
        return "" if letter.endswith("\n") else _ESCAPED.get(letter, letter)

    return _ESCAPE.sub(one, quoted[1:-1])
