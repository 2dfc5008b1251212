"""The parts of the proof -> HTML: the lines and records of a source, and the events and problems beside them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from icsgen.model import Problem
from icsgen.outputs.markup import each, fill, some, together
from icsgen.outputs.proof.joined import Block, Line, Piece
from icsgen.outputs.proof.sources import Card, Hour, Record, View

_FACT = "<div><dt>{label}</dt><dd>{words}</dd></div>"


def facts(view: View) -> Markup:
    """What holds for the whole source, and its problems that belong to no line."""
    cut = Markup('<div><dt>Warning</dt><dd class="bad">The source breaks off or was cut.</dd></div>\n')
    day = '<a href="#e{number}">{day} <span class="dim">({count})</span></a> '
    days = each(day, ({"day": day, "number": number, "count": count} for day, number, count in view.days))
    return fill(
        '<dl class="facts">\n'
        '<div><dt>Source</dt><dd>{origin} <span class="dim">({size})</span></dd></div>\n'
        "{notes}{cut}{days}</dl>\n{general}",
        {
            "origin": view.document.origin,
            "size": view.size,
            "notes": _facts(view.notes),
            "cut": cut if view.reading.truncated else "",
            "days": some(_DAYS, days=days) if len(view.days) > 1 else "",
            "general": together(map(_problem, view.general)),
        },
    )


_DAYS = '<div><dt>Days</dt><dd class="days">{days}</dd></div>\n'


def source(view: View, *, alone: bool) -> Markup:
    """The source beside what became of it. A heading names it, for eyes too if it is not the only one."""
    rows = [_block(view, block) for block in view.blocks] + [_record(record) for record in view.records]
    return fill(
        '<section class="source" aria-label="{origin}">\n<h2{unseen}>{origin}</h2>\n{rows}</section>\n',
        {
            "origin": view.document.origin,
            "unseen": Markup(' class="unseen"') if alone else "",
            "rows": together(rows),
        },
    )


def _facts(rows: Iterable[tuple[str, str]]) -> Markup:
    return each(_FACT, ({"label": label, "words": words} for label, words in rows))


# -- rows -----------------------------------------------------------------------------------------------------


def _block(view: View, block: Block) -> Markup:
    folded = fill(
        "<details><summary>{n} more line{s}</summary><ol>{lines}</ol></details>\n",
        {"n": len(block.folded), "s": plural(len(block.folded)), "lines": together(map(_line, block.folded))},
    )
    lines = fill("<ol>{lines}</ol>\n", {"lines": together(map(_line, block.lines))})
    became = [
        *(_event(view.cards[number], back=True) for number in block.numbers),
        *map(_problem, block.problems),
        *(fill(_UNEXPLAINED, {"words": words}) for words in block.unexplained),
    ]
    red = bool(block.problems or block.unexplained)
    said = lines + folded if block.folded else lines
    return _row(said, became, event=bool(block.numbers), red=red, doubt=block.doubtful)


def _record(record: Record) -> Markup:
    mark = "time" if record.cards else "red"
    fields = [(name, value) for name, value in record.fields if value]
    said = together(
        [
            some('<p class="where">{place}</p>\n', place=record.place),
            some('<p class="raw"><mark class="{mark}">{raw}</mark></p>\n', mark=mark, raw=record.raw),
            some('<dl class="fields">{fields}</dl>\n', fields=_facts(fields)),
        ]
    )
    became = [*(_event(card, back=False) for card in record.cards), *map(_problem, record.problems)]
    doubt = any(card.doubts for card in record.cards)
    return _row(said, became, event=bool(record.cards), red=bool(record.problems), doubt=doubt)


def _row(said: Markup, became: Iterable[Markup], *, event: bool, red: bool, doubt: bool) -> Markup:
    marks = "".join(name for name, has in ((" has-event", event), (" has-red", red), (" has-doubt", doubt)) if has)
    return fill(
        '<div class="row{marks}">\n<div class="said">\n{said}</div>\n<div class="became">\n{became}</div>\n</div>\n',
        {"marks": marks, "said": said, "became": together(became)},
    )


_UNEXPLAINED = (
    '<article class="problem skipped"><p><span class="word">No event</span> The reader gave no reason for '
    "‘{words}’. If it is the time of a talk, that talk is missing.</p></article>\n"
)

# -- what the source says ---------------------------------------------------------------------------------------


def _line(line: Line) -> Markup:
    return fill(
        '<li value="{number}"><span class="at">{number}</span><p>{pieces}</p></li>\n',
        {"number": line.number, "pieces": together(map(_piece, line.pieces))},
    )


def _piece(piece: Piece) -> Markup:
    """A part of a line; a time is followed by the numbers of its events."""
    places = {"kind": piece.kind, "text": piece.text}
    if piece.kind == "time":
        anchor = fill(' id="m{number}"', {"number": piece.numbers[0]}) if piece.anchor else ""
        return fill('<mark class="time"{anchor}>{text}</mark>', {"anchor": anchor, **places}) + each(
            '<a class="number" href="#e{number}" aria-label="event {number}"{id}>{number}</a>',
            (
                {"number": number, "id": fill(' id="m{number}"', {"number": number}) if at else ""}
                for at, number in enumerate(piece.numbers)
            ),
        )
    if piece.kind == "red":
        return fill('<mark class="red">{text}</mark>', places)
    return fill('<span class="{kind}">{text}</span>' if piece.kind else "{text}", places)


# -- what became of it ------------------------------------------------------------------------------------------


def _event(card: Card, *, back: bool) -> Markup:
    """An event; ``back``: its number leads to its time in the source."""
    talk = card.talk
    number = '<span class="number">{number}</span>'
    if back:
        number = (
            '<a class="number" href="#m{number}" aria-label="Event {number}: to its time in the source">{number}</a>'
        )
    flag = Markup('<p class="flag">Cancelled by the source</p>\n')
    place = [words for words in (talk.room, talk.track, talk.type, talk.session) if words]
    return fill(
        '<article class="event{doubt}" id="e{n}" aria-labelledby="t{n}">\n<h3 id="t{n}">{number} {title}</h3>\n'
        "{flag}{hours}{who}{place}{doubts}{settled}</article>\n",
        {
            "doubt": " doubt" if card.doubts else "",
            "n": card.number,
            "number": fill(number, {"number": card.number}),
            "title": talk.title,
            "flag": flag if talk.cancelled else "",
            "hours": _hours(card),
            "who": some('<p class="who">{who}</p>\n', who=" · ".join(one.name for one in talk.speakers)),
            "place": some('<p class="place">{place}</p>\n', place=" · ".join(place)),
            "doubts": each(_DOUBT, ({"words": words} for words in card.doubts)),
            "settled": some(_SETTLED, facts=_facts(card.settled)),
        },
    )


_DOUBT = '<p class="reason"><span class="word">Doubt</span> {words}</p>\n'
_SETTLED = '<details class="how"><summary>How its time was settled</summary><dl>{facts}</dl></details>\n'


def _hours(card: Card) -> Markup:
    mine = '<div class="mine" hidden data-start="{start}" data-end="{end}"><dt>You</dt><dd></dd></div>\n'
    return fill(
        '<dl class="hours">\n{hours}{mine}</dl>\n',
        {"hours": together(map(_hour, card.hours)), "mine": some(mine, start=card.start, end=card.end)},
    )


def _hour(hour: Hour) -> Markup:
    day = some('<span class="day">{day}</span> ', day=hour.day)
    clocks = '<b>{clocks}</b> <span class="zone">{zone}</span>'
    words = day + (fill(clocks, {"clocks": hour.clocks, "zone": hour.zone}) if hour.clocks else "")
    return _facts([(hour.label, words)])


def _problem(one: Problem) -> Markup:
    return fill(
        '<article class="problem {kind}"><p><span class="word">{word}</span> {message}</p>{text}</article>\n',
        {
            "kind": one.kind,
            "word": "No event" if one.kind == "skipped" else "Doubt",
            "message": one.message.replace("skipped: ", ""),
            "text": some('<p class="place">{text}</p>', text=one.text) if one.line is None else "",
        },
    )


def plural(count: int) -> str:
    """The letter that it takes.

    >>> [f"{n} event{plural(n)}" for n in (0, 1, 2)]
    ['0 events', '1 event', '2 events']
    """
    return "s" if count != 1 else ""
