"""``icsgen publish``: sources into a site of feeds with its page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import typer

from icsgen.calendar.feed import FeedOptions
from icsgen.cli import options as given
from icsgen.cli.gather import gather, read_clock
from icsgen.cli.listing import counted
from icsgen.cli.screen import Screen
from icsgen.cli.strict import StrictError
from icsgen.cli.summary import Summary
from icsgen.fetch import MAX_SIZE, STDIN
from icsgen.model import HALF_HOUR, Policy
from icsgen.outputs.site import Published
from icsgen.publishing import Site, SiteOrder, make_site, put_site, site_at, site_in
from icsgen.selection import Selection

app = typer.Typer(add_completion=False)

_SHOWN = 10
"""Names of files that are listed of each kind."""


def parse_base(text: str) -> str:
    """The site's address, ending in a slash, in the letters that every calendar app takes.

    >>> parse_base("https://conf.example/2021/index.html"), parse_base("HTTP://LocalHost:8000/A")
    ('https://conf.example/2021/', 'http://localhost:8000/A/')
    >>> parse_base("https://größe.example/mühle")
    'https://xn--gre-6ka8i.example/m%C3%BChle/'
    """
    address = text.strip()
    wrong = typer.BadParameter(f"{text!r} is no web address; write it like https://conf.example/programme/")
    try:
        parts = urlsplit(address)
        named = parts.hostname and parts.port != 0  # a port that is none is an error too
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not named or any(mark in address for mark in ' "<>\\^`{}|'):
        raise wrong
    for mark, kind in (("?", "query"), ("#", "fragment")):
        if mark in address:
            what = f"{mark}{getattr(parts, kind)}"
            raise typer.BadParameter(f"the address of a site has no {kind}; leave out {what!r}")
    if "@" in parts.netloc:
        raise typer.BadParameter("a name and password in it would stand on the page for everybody; leave them out")
    if not address.isascii():
        from icsgen.download import as_sent

        if not (sent := as_sent(address)):
            raise wrong
        return parse_base(sent)
    path = parts.path.rpartition("/")[0] if parts.path.endswith((".html", ".ics")) else parts.path
    return f"{parts.scheme}://{parts.netloc.lower()}{path.rstrip('/')}/"


@app.command()
def publish(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE... DEST",
            help="Files, http(s) addresses, or - for standard input; last, the folder to publish to.",
            show_default=False,
        ),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            parser=parse_base,
            help="The address at which people will find the folder.",
            rich_help_panel=given.OUTPUT,
            show_default=False,
        ),
    ],
    reader: given.ReaderName = None,
    max_size: given.MaxSize = None,
    year: given.Year = None,
    tz: given.Zone = None,
    date: given.FirstDay = None,
    duration: given.Duration = None,
    repeated_hour: given.RepeatedHour = None,
    date_order: given.DateOrder = None,
    only: given.Only = None,
    skip: given.Skip = None,
    name: given.CalendarName = None,
    language: Annotated[
        Literal["en", "de", "fr", "es", "zh", "ja"],
        typer.Option(
            "--language",
            help="Of the page, for readers whose own language it does not speak.",
            rich_help_panel=given.OUTPUT,
        ),
    ] = "en",
    previous: given.Previous = None,
    first: given.First = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and write nothing.", rich_help_panel=given.OUTPUT)
    ] = False,
    strict: given.Strict = False,
    force: given.Force = False,
    quiet: given.Quiet = False,
    verbose: given.Verbose = False,
) -> None:
    """Publish a programme as a site that any static host can serve.

    Feeds to subscribe to for everything, each day, room, track, session and speaker, and a page with the programme.
    To publish into the same folder again is to update it; every address stays.
    """
    if len(sources) < 2:
        raise typer.BadParameter("name at least one source, and last the folder to publish to", param_hint="DEST")
    *sources, folder = sources
    if folder == STDIN:
        raise typer.BadParameter("a site is a folder, and doesn't fit on standard output", param_hint="DEST")
    for given_name, hint in ((folder, "DEST"), (previous, "--previous")):
        if given_name is not None and not given_name.strip():  # a script's variable that was not set
            raise typer.BadParameter("it is empty; the folder you are in is '.'", param_hint=hint)
    screen = Screen(sys.stderr)
    summary = Summary(screen, quiet=quiet, verbose=verbose)
    clock = read_clock()
    policy = Policy(
        year=year,
        date=date,
        tz=tz,
        repeated_hour=repeated_hour,
        duration=duration or HALF_HOUR,
        date_order=date_order,
        today=clock.now.date(),
    )
    dest = Path(folder)
    before = site_at(previous, first=first, force=force) if previous else site_in(dest, force=force)
    reading = gather(sources, policy, reader=reader, max_size=max_size or MAX_SIZE, screen=screen).reading
    order = SiteOrder(
        base=base_url,
        selection=Selection(tuple(only or ()), tuple(skip or ())),
        options=FeedOptions(name=name or ""),
        language=language,
        now=clock.now,
        epoch=clock.epoch,
        force=force,
    )
    site = make_site(reading, order, before)
    problems = (*reading.problems, *site.problems)
    summary.programme(site.programme, reading.notes)
    summary.problems(problems)
    if strict and problems:
        raise StrictError(len(problems))
    summary.changes(site.changes)
    summary.notices(site.notices)
    summary.verified(str(site.verification))
    standing = None if previous else before.memory
    done = put_site(site, dest, standing=standing, sources=sources, force=force, dry_run=dry_run)
    if not quiet:
        _account(screen, site, done, dest, base_url, dry_run=dry_run, verbose=verbose)


def _account(
    screen: Screen, site: Site, done: Published, dest: Path, base: str, *, dry_run: bool, verbose: bool
) -> None:
    """What was written, and what to do next."""
    would = "would be " if dry_run else ""
    for kind, names in (("new", done.new), ("changed", done.changed)):
        if dry_run or verbose:
            shown = names if verbose else names[:_SHOWN]
            screen.table([(kind, name) for name in shown], ("dim", ""))
            if len(shown) < len(names):
                screen.line((f"  … and {len(names) - len(shown):,} more {kind} (-v)", "dim"))
    for name in done.foreign:
        screen.line(("! ", "warn"), f"{name} is not icsgen's, and stays as it is")
    feeds = sum(feed.current for feed in site.memory.addresses.feeds) + 1
    written = f"{counted(done.written, 'file')} {would}written, {done.unchanged:,} unchanged"
    screen.line(("✓ ", "good"), f"{dest}: {counted(feeds, 'feed')}; {written}")
    if done.written and not dry_run:
        screen.line((f"  next: upload the folder so that it is found at {base}", "dim"))
