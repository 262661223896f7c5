"""The command line: thin over :class:`onrecord.desk.Desk`. It parses, calls, prints; it decides nothing."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from onrecord.model.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.desk import AddReport, Desk
    from onrecord.desk.accounts import Account

app = typer.Typer(
    name="onrecord",
    help="Reads what many outlets report about a crisis and keeps the record: who said what, when, on whose authority.",
    epilog="Start with: onrecord brief FOLDER    ·    --debug before any command shows the traceback of an error.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class BriefFormat(StrEnum):
    md = "md"
    html = "html"
    json = "json"
    pdf = "pdf"


class ExportFormat(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    opml = "opml"
    ical = "ical"
    annotations = "annotations"
    geojson = "geojson"
    bundle = "bundle"
    rulings = "rulings"


class AccountAction(StrEnum):
    add = "add"
    invite = "invite"
    list = "list"
    role = "role"
    password = "password"  # noqa: S105 - the name of an action
    remove = "remove"


class FollowKind(StrEnum):
    story = "story"
    actor = "actor"
    figure = "figure"
    place = "place"
    search = "search"


class HandoverAction(StrEnum):
    list = "list"
    draft = "draft"
    note = "note"
    mute = "mute"
    unmute = "unmute"
    move = "move"
    undo = "undo"
    renew = "renew"
    give_up = "give-up"
    sign = "sign"
    show = "show"
    diff = "diff"


class Kind(StrEnum):
    articles = "articles"
    copies = "copies"
    stories = "stories"
    statements = "statements"
    actors = "actors"
    figures = "figures"
    events = "events"
    claims = "claims"
    differences = "differences"
    fates = "fates"
    revisions = "revisions"
    sources = "sources"


DeskOption = Annotated[
    str | None,
    typer.Option("--desk", metavar="DIR", help="The desk to use (default: $ONRECORD_DESK, then ./desk)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
PlacesOption = Annotated[
    Path | None,
    typer.Option(
        "--places", metavar="CSV", help="Places that GeoNames lacks: name,kind,country,capital_of,latitude,…,aliases."
    ),
]
ReceivedOption = Annotated[
    str | None,
    typer.Option("--received", metavar="TIME", help="When the reports came in, where that was not now (ISO 8601)."),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do it; without, it is only said what would be done.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes to use (default: as the settings say).")
]


def main() -> None:
    """Runs the command line and turns every error into one sentence and an exit status."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    _open_streams()
    try:
        _run(arguments)
    except OnrecordError as error:
        if debug:
            raise
        _complain(str(error))
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        _complain("Stopped. A desk keeps what was taken so far; run the same command again to go on.")
        sys.exit(130)
    except BrokenPipeError:
        _drop_output()  # its reader has gone (`| head`): nothing is wrong, and nothing more can be said
        sys.exit(0)
    except OSError as error:
        if debug:
            raise
        _drop_output()
        what, where = (error.filename, "its permissions") if error.filename else ("What is printed", "where it goes")
        _complain(f"{what} cannot be read or written ({error.strerror}): check {where}, then try again.")
        sys.exit(1)
    except Exception as error:
        if debug:
            raise
        _complain(f"Onrecord failed inside ({type(error).__name__}); nothing was lost. Run it again with --debug.")
        sys.exit(1)


def _run(arguments: list[str]) -> None:
    """Typer with two of its answers taken back: it says nothing when it is interrupted, and calls a closed pipe a failure."""
    try:
        app(args=arguments, prog_name="onrecord")
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            raise KeyboardInterrupt from end
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        sys.stdout.flush()  # here, where a failure is still told, and not when the interpreter ends
        raise


#: The exit status by which Typer says that it was interrupted: 128 and the number of the signal, as shells have it.
_INTERRUPTED = 130


def _open_streams() -> None:
    """Give what was closed (``>&-``) an empty file, before anything else that is opened takes its place."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r" if name == "stdin" else "w"))


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that the end of the interpreter does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(sentence: str) -> None:
    print(f"onrecord: {' '.join(sentence.split())}", file=sys.stderr)  # noqa: T201


def _print(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _print_json(value: Any) -> None:
    _print(json.dumps(value, ensure_ascii=False))


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Text of a report must never break the printing of it, and what other programs read is the same in every locale.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    if show_version:
        _print(f"onrecord {version('onrecord')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(2)


# Opening a desk


def _desk_folder(given: str | None) -> Path:
    if given == "":  # most likely a variable of the shell that is not set: the folder one stands in is not meant
        raise UsageError("--desk names no folder: give one, or leave the option out.")
    return Path(given or os.environ.get("ONRECORD_DESK") or "desk")


def _overrides(places: Path | None, workers: int | None) -> dict[str, Any]:
    chosen = {"places": str(places) if places else None, "workers": workers}
    return {name: value for name, value in chosen.items() if value is not None}


@contextmanager
def _open(
    folder: str | None, *, create: bool = False, places: Path | None = None, workers: int | None = None
) -> Iterator[Desk]:
    from onrecord.desk import open_desk  # noqa: PLC0415 - `--help` must not wait for a database

    chosen = _desk_folder(folder)
    if not create and not (chosen / "desk.sqlite").exists():
        raise UsageError(
            f"There is no desk at {chosen}; make one with `onrecord add --desk {chosen} FILE...`, or name one with --desk."
        )
    with open_desk(chosen, settings=_overrides(places, workers)) as desk:
        yield desk


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None] | None]:
    """A progress display on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = display.add_task(stage, total=total)
            display.update(tasks[stage], completed=done, total=total)

        yield show


def _add(
    desk: Desk,
    paths: list[str],
    *,
    name: str | None = None,
    again: bool = False,
    columns: str | None = None,
    received: str | None = None,
) -> AddReport:
    with _progress() as progress:
        return desk.add(
            paths,
            stdin=sys.stdin.buffer,
            stdin_name=name,
            again=again,
            columns=columns,
            received=received,
            progress=progress,
        )


def _tell_refusals(report: AddReport) -> None:
    for fate in report.fates:
        if fate.fate == "refused":
            _complain(f"{fate.source}: {fate.reason}")
    for trouble in report.troubles:
        _complain(f"{trouble.source}: {trouble.reason}")


def _tell(report: AddReport, as_json: bool) -> None:
    """Says what became of the inputs of a run, and ends with status 1 where something could not be had."""
    if as_json:
        from onrecord.model.codec import to_plain  # noqa: PLC0415

        told = {"counts": dict(report.counts), "fates": report.fates, "troubles": report.troubles}
        _print_json({name: to_plain(value) for name, value in told.items()})
    else:
        _tell_refusals(report)
        _print(report.summary)
    if report.refused or report.troubles:
        raise typer.Exit(1)


# Commands


@app.command(
    epilog="Example: onrecord add reports/ wire.zip 'saved/*.html'    ·    cat note.txt | onrecord add - --name note"
)
def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders, globs, archives; - is standard input; addresses of pages, feeds, sitemaps; .opml.",
        ),
    ],
    desk: DeskOption = None,
    name: Annotated[str | None, typer.Option("--name", help="What standard input is called.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Take back what was removed before.")] = False,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="ROLE=COLUMN,…",
            help="Columns of a dump: title=headline,text=body,published=pub_date,…",
        ),
    ] = None,
    received: ReceivedOption = None,
    places: PlacesOption = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take reports into the desk, and feeds to be visited. Exit status 1 says that some input was refused."""
    with _open(desk, create=True, places=places, workers=workers) as opened:
        report = _add(opened, paths, name=name, again=again, columns=columns, received=received)
    _tell(report, as_json)


@app.command(epilog="Example: onrecord update    ·    to be run every quarter of an hour, by cron or another scheduler")
def update(
    desk: DeskOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Visit every address, due or not.")] = False,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read again every file that was added, visit every address that is due, and take what has changed."""
    with _open(desk, workers=workers) as opened, _progress() as progress:
        report = opened.update(everything=everything, progress=progress)
    _tell(report, as_json)


@app.command(epilog="Example: onrecord brief reports/ --format html --output brief.html")
def brief(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Reports to brief on without keeping a desk.")
    ] = None,
    desk: DeskOption = None,
    format_name: Annotated[BriefFormat, typer.Option("--format", help="How to write it.")] = BriefFormat.md,
    as_json: JsonOption = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Every line of every section.")] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="NAME_OR_DAY", help="Say what has changed since a kept state, or since a day."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option("--keep", metavar="NAME", help="Keep what the desk holds now under a name, for a later --since."),
    ] = None,
    received: ReceivedOption = None,
    places: PlacesOption = None,
    workers: WorkersOption = None,
) -> None:
    """What is known, disputed, announced and missing, each line with its sources.

    With PATH and without --desk nothing is kept: the brief is made in a desk in memory.
    """
    from onrecord.desk import open_desk  # noqa: PLC0415
    from onrecord.publish import DEFAULT_LINES, compose  # noqa: PLC0415

    report: AddReport | None = None
    chosen = BriefFormat.json if as_json else format_name
    lines = None if show_all else DEFAULT_LINES
    if chosen is BriefFormat.pdf:
        from onrecord.publish.pdf import check  # noqa: PLC0415 - what is missing is told before the work

        check()
        if output is None and sys.stdout.isatty():
            raise UsageError("A PDF is no text to be read on a terminal: add --output FILE.")
    if paths and desk is None:
        if keep is not None:
            raise UsageError("A brief of files alone keeps nothing: name a desk with --desk to keep its state.")
        with open_desk(None, settings=_overrides(places, workers)) as opened:
            before = opened.state(since) if since is not None else None
            report = _add(opened, paths, received=received)
            contents = opened.contents()
    else:
        with _open(desk, create=bool(paths), places=places, workers=workers) as opened:
            before = opened.state(since) if since is not None else None
            if paths:
                report = _add(opened, paths, received=received)
            contents = opened.contents()
            if keep is not None:
                opened.keep(keep)
    if report:
        _tell_refusals(report)
    composed = compose(contents, lines=lines, since=before)
    if chosen is BriefFormat.json:
        from onrecord.model.codec import dumps  # noqa: PLC0415

        text = dumps(composed) + "\n"
    elif chosen is BriefFormat.pdf:
        text = ""
    elif chosen is BriefFormat.html:
        from onrecord.publish.html import render as render_html  # noqa: PLC0415

        text = render_html(composed)
    else:
        from onrecord.publish.markdown import render as render_markdown  # noqa: PLC0415

        text = render_markdown(composed)
    if chosen is BriefFormat.pdf:
        from onrecord.publish.pdf import render as render_pdf  # noqa: PLC0415

        _write_out(render_pdf(composed), output)
    elif output:
        _write_file(output, text.encode("utf-8", "backslashreplace"))
    elif chosen is BriefFormat.md:
        _print_markdown(text)
    else:
        _print(text)
    if report and (report.refused or report.troubles):
        raise typer.Exit(1)


@app.command(
    epilog="Examples: onrecord show statements --actor Truss --stance warns    ·    onrecord show actors    ·    "
    "KIND --json prints one JSON object a line"
)
def show(
    kind: Annotated[Kind, typer.Argument(help="What to show.")],
    desk: DeskOption = None,
    actor: Annotated[
        str, typer.Option("--actor", metavar="NAME", help="Statements of this speaker, by any name or by ID.")
    ] = "",
    stance: Annotated[
        str, typer.Option("--stance", metavar="STANCE", help="Statements of this stance: says, denies, warns …")
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Statements of this day (2031-05-02) or later.")
    ] = "",
    attitudes: Annotated[
        bool, typer.Option("--attitudes", help="Statements, and what somebody thinks or wants without saying it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the records of one kind; statements and actors as a reader wants them."""
    choice: dict[str, Any] = {"actor": actor, "stance": stance.replace(" ", "_"), "since": since}
    with _open(desk) as opened:
        rows = opened.show(kind.value, **choice, attitudes=attitudes)
        if as_json:
            from onrecord.publish import to_json_line  # noqa: PLC0415

            lines: Iterable[str] = map(to_json_line, rows)
        elif kind is Kind.revisions:
            from onrecord.publish.revision_text import revisions_as_markdown  # noqa: PLC0415

            _print_markdown(revisions_as_markdown(opened.changes()))
            return
        elif kind in (Kind.statements, Kind.actors):
            from onrecord.publish.listing import actors_as_text, statements_as_text  # noqa: PLC0415

            articles, copies, width = opened.show("articles"), opened.show("copies"), _width(sys.stdout)
            if kind is Kind.actors:
                lines = actors_as_text(rows, opened.show("statements"), articles, copies, width=width)
            else:
                every = opened.show("statements") if any(choice.values()) else None
                lines = statements_as_text(rows, articles, copies, every=every, width=width)
        elif kind in (Kind.stories, Kind.copies):
            from onrecord.publish.groups import copies_as_text, stories_as_text  # noqa: PLC0415

            articles, width = opened.show("articles"), _width(sys.stdout)
            gone = [each.sentence for each in opened.redirects("story_" if kind is Kind.stories else "copy_")]
            if kind is Kind.copies:
                lines = copies_as_text(rows, articles, gone, width=width)
            else:
                lines = stories_as_text(rows, articles, opened.show("copies"), gone, width=width)
        elif kind is Kind.figures:
            from onrecord.publish.figures_text import figures_as_text  # noqa: PLC0415

            lines = figures_as_text(rows, opened.show("series"), opened.show("articles"), width=_width(sys.stdout))
        else:
            from onrecord.publish.table import rows_as_text  # noqa: PLC0415

            lines = rows_as_text(kind.value, rows)
        for line in lines:
            _print(line)


@app.command(
    epilog="Examples: onrecord serve --port 8031    ·    onrecord serve --trusted-host desk.example.org    ·    Ctrl-C stops it"
)
def serve(
    desk: DeskOption = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")] = 8031,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on. On any but this machine's own, people log in.")
    ] = "127.0.0.1",
    trusted: Annotated[
        list[str] | None,
        typer.Option("--trusted-host", metavar="NAME", help="A name by which others ask for the desk, by https."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="PEM", help="For https without a proxy.", dir_okay=False)
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="PEM", help="Its key, where it is not in the same file.")
    ] = None,
) -> None:
    """Open the desk in a browser: the address that it prints. Needs the extra `[web]`.

    On this machine nobody logs in. Where others reach it, everybody does: see `onrecord account`.
    """
    from onrecord.web import server  # noqa: PLC0415 - an extra, and only this command serves

    server.check()
    with _open(desk):
        pass  # a desk that cannot be used is told here, not on a page
    server.serve(
        _desk_folder(desk),
        port,
        lambda address: print(f"The desk is open at {address}", flush=True),  # noqa: T201
        host=host,
        trusted=trusted or (),
        certificate=_readable(certificate),
        key=_readable(key),
    )


@app.command(
    epilog="Examples: onrecord account add Ada --role owner    ·    onrecord account invite Bo --role editor    ·    "
    "onrecord account list    ·    onrecord account role Bo reader    ·    onrecord account remove Bo"
)
def account(
    action: Annotated[AccountAction, typer.Argument(help="What to do.")],
    name: Annotated[str, typer.Argument(help="Whose account.")] = "",
    new_role: Annotated[str, typer.Argument(metavar="ROLE", help="For role: reader, editor or owner.")] = "",
    role: Annotated[str, typer.Option("--role", help="For add and invite: reader, editor or owner.")] = "reader",
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who may use the desk where others reach it.

    A password is asked for, or read from a line of standard input. An invitation is a code by which somebody chooses one.
    """
    from onrecord.desk.accounts import Accounts  # noqa: PLC0415
    from onrecord.desk.accounts.records import a_role  # noqa: PLC0415

    with _open(desk):
        pass  # a desk that cannot be used has no accounts
    accounts = Accounts(_desk_folder(desk))
    if action is AccountAction.list:
        _tell_accounts(accounts.all(), as_json)
        return
    if not name:
        raise UsageError(f"Whose account? Give a name: onrecord account {action.value} NAME.")
    if action is AccountAction.add:
        _print(f"{accounts.add(name, a_role(role), _asked_password()).name}: {role}")
    elif action is AccountAction.invite:
        code = accounts.invite(name, a_role(role))
        _print(f"{code}\n")
        _print("The code, shown this once: they open /invitation of the desk and choose a password, within three days.")
    elif action is AccountAction.role:
        accounts.set_role(name, a_role(new_role or role))
        _print(f"{name}: {new_role or role}")
    elif action is AccountAction.password:
        accounts.set_password(name, _asked_password())
        _print(f"{name}: the password is changed, and every login and token has ended.")
    else:
        accounts.remove(name)
        _print(f"{name}: removed, with every login and token. Rulings keep the name.")


def _asked_password() -> str:
    """A password, typed twice where somebody can type, else a line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt="Once more"))
    return sys.stdin.readline().rstrip("\r\n")


def _tell_accounts(accounts: Sequence[Account], as_json: bool) -> None:
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    if as_json:
        _print_json([to_plain(each) for each in accounts])
    for each in () if as_json else accounts:
        _print(f"{each.name}: {each.role}{' (invited, no password yet)' if each.invited else ''}")


def _readable(path: Path | None) -> Path | None:
    if path is not None and not path.is_file():
        raise UsageError(f"{path} is no file: give the PEM file of a certificate or its key.")
    return path


@app.command(
    epilog="Examples: onrecord timeline --days 15    ·    onrecord timeline story_… --days 8 --sentences 1 --json"
)
def timeline(
    about: Annotated[
        str, typer.Argument(metavar="ID", help="A story or a thread (default: the thread of most reports).")
    ] = "",
    desk: DeskOption = None,
    days: Annotated[int, typer.Option("--days", min=1, max=1000, help="Days at most.")] = 10,
    sentences: Annotated[int, typer.Option("--sentences", min=1, max=20, help="Sentences a day at most.")] = 2,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """The days of a story that count, each in sentences of its reports."""
    from onrecord.model.codec import dumps  # noqa: PLC0415
    from onrecord.publish.chronicle import timeline_as_markdown  # noqa: PLC0415

    with _open(desk) as opened:
        made = opened.timeline(about, days=days, sentences=sentences)
    text = dumps(made) + "\n" if as_json else timeline_as_markdown(made)
    if output:
        _write_file(output, text.encode("utf-8", "backslashreplace"))
    elif as_json:
        _print(text)
    else:
        _print_markdown(text)


@app.command(
    epilog="Examples: onrecord explain st_3f2a9c0d1e4b    ·    onrecord explain art_… art_…    ·    onrecord explain story_…"
)
def explain(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An identifier from the brief or from show.")],
    other: Annotated[
        str, typer.Argument(metavar="ID", help="A second article: why are the two together, or why not?")
    ] = "",
    desk: DeskOption = None,
    paths: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="PATH", help="Explain a line of `onrecord brief PATH...` without a desk."),
    ] = None,
    places: PlacesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the passage behind a line, its surroundings, and how the line came to be."""
    from onrecord.desk import open_desk  # noqa: PLC0415

    if paths:
        with open_desk(None, settings=_overrides(places, None)) as opened:
            _tell_refusals(_add(opened, paths))
            explanation = opened.explain(identifier, other)
    else:
        with _open(desk) as opened:
            explanation = opened.explain(identifier, other)
    if as_json:
        from onrecord.model.codec import dumps  # noqa: PLC0415

        _print(dumps(explanation))
    else:
        from onrecord.publish.explanation_text import explanation_as_text  # noqa: PLC0415

        _print(explanation_as_text(explanation, colour=_colour(sys.stdout), width=_width(sys.stdout)))


@app.command(
    epilog="Example: onrecord search '\"field hospital\"'    ·    onrecord search 'troops actor:Truss stance:denies after:2031-05-02'"
)
def search(
    query: Annotated[
        str, typer.Argument(help='Words; "a phrase"; AND, OR, NOT; outlet:, actor:, stance:, place:, after:, before:.')
    ],
    desk: DeskOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Hits at most.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find words in the articles of the desk, and choose by outlet, actor, stance, place and day."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415
    from onrecord.publish.table import hit_as_text  # noqa: PLC0415

    with _open(desk) as opened:
        hits = opened.search(query, limit=limit)
    for hit in hits:
        if as_json:
            _print_json(to_plain(hit))
        else:
            _print(hit_as_text(hit, colour=_colour(sys.stdout)))
    if not hits and not as_json:
        _complain(f"Nothing holds {query!r}; try fewer or other words.")


@app.command(
    epilog="Examples: onrecord remove reports/leak.txt --why embargo --until 2031-06-01    ·    "
    "onrecord remove --person 'Liz Truss'    ·    onrecord remove --person 'Liz Truss' --yes"
)
def remove(
    target: Annotated[
        str | None, typer.Argument(metavar="SOURCE_OR_ID", help="A source as it was added, or an article's ID.")
    ] = None,
    desk: DeskOption = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="Every report in which words of this person stand, whole."),
    ] = None,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="With --person: also the reports that name them.")
    ] = False,
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help="An embargo: from that day on it may be added again.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="The reason that stays with the fate.")] = "removed on request",
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take an input out of the desk. Nothing of it is left but its fate.

    With --person nothing is done before --yes: without it the reports are listed that would go.
    """
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    if (target is None) == (person is None):
        raise UsageError("Name what to remove: a source, an article's ID, or --person NAME.")
    if mentions and person is None:
        raise UsageError("--mentions goes with --person NAME.")
    with _open(desk) as opened:
        if person is not None and not yes:
            plan = opened.words_of(person, mentions=mentions)
            if as_json:
                _print_json(to_plain(plan))
                return
            for report in plan.reports:
                kept = f"{report.statements} of theirs, {report.others} of others"
                _print(f"{report.article_id}  {report.source}  {report.because} ({kept})")
            _print(
                f"{len(plan.reports)} reports would go whole, under {', '.join(plan.names)}: add --yes to remove them."
            )
            return
        if person is not None:
            fates = opened.remove_words(person, why=why, mentions=mentions, until=until)
        else:
            fates = opened.remove(target or "", why=why, until=until)
    if as_json:
        _print_json(to_plain(fates))
    else:
        for fate in fates:
            _print(f"Removed {fate.source}: {fate.reason}")


@app.command(
    epilog="Examples: onrecord settings    ·    onrecord settings retain_days 90    ·    onrecord settings retain_days --default"
)
def settings(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A setting.")] = "",
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="What it is to be.")] = None,
    desk: DeskOption = None,
    default: Annotated[bool, typer.Option("--default", help="Take it back to what it is without a file.")] = False,
    by: Annotated[str, typer.Option("--by", help="Who decides.", envvar="USER")] = "editor",
    changes: Annotated[bool, typer.Option("--changes", help="Who changed what, and when.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the settings of the desk, or change one. They are those of onrecord.toml in its folder, and of the page."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    if value is not None and default:
        raise UsageError("Give a value or --default, not both.")
    with _open(desk) as opened:
        if changes:
            told: list[Any] = [each for each in opened.setting_changes() if name in ("", each.name)]
            lines = [f"{each.at[:19]}  {each.by}  {each.name}: {each.before} → {each.after}" for each in told]
        elif value is not None or default:
            made = opened.set(name, None if default else value, by=by)
            told, lines = [made], [f"{made.name}: {made.before} → {made.after}"]
        else:
            told = [row for row in opened.settings() if name in ("", row.name)]
            if not told:
                raise UsageError(f"There is no setting {name!r}: see them with `onrecord settings`.")
            lines = [f"{row.name} = {json.dumps(row.value, ensure_ascii=False)}\n    {row.help}" for row in told]
    for each, line in zip(told, lines, strict=True):
        _print_json(to_plain(each)) if as_json else _print(line)


@app.command(
    epilog="Examples: onrecord podcast    ·    onrecord podcast public/podcast --url https://desk.example/podcast/"
)
def podcast(
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="A folder (default: the one whose feed is /podcast.xml).")
    ] = None,
    desk: DeskOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="NAME_OR_DAY", help="Begin with what has changed since then.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where OUT will be reached: writes podcast.xml there.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read the brief aloud, in the words of its sources, as an episode with chapters and a transcript. Needs a voice: espeak-ng."""
    from onrecord.desk.podcasts import write_feed  # noqa: PLC0415
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    if url is not None and (out is None or not url.startswith(("http://", "https://"))):
        raise UsageError("--url is the http(s) address at which the folder OUT will be reached: name both.")
    with _open(desk) as opened:
        episode = opened.podcast(out, since=since)
    if out is not None and url is not None:
        write_feed(out, url)
    seconds = round(episode.seconds)
    length = f"{seconds // 60}:{seconds % 60:02}"
    _print_json(to_plain(episode)) if as_json else _print(f"{episode.file}: {episode.title}, {length}.")


@app.command(epilog="Examples: onrecord retain --days 90    ·    onrecord retain --days 90 --yes")
def retain(
    desk: DeskOption = None,
    days: Annotated[
        int, typer.Option("--days", min=1, help="Days that are kept (default: the setting retain_days).")
    ] = 0,
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help="Only what came from here.")] = "",
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Delete what came in longer ago, every trace but its fate. Without --yes it only says what that would be.

    With the setting retain_days `onrecord update` does so each time.
    """
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    with _open(desk) as opened:
        found = opened.retain(days, source) if yes else opened.expired(days, source)
    if as_json:
        _print_json(to_plain(found))
        return
    for each in found:
        _print(f"{'Deleted' if yes else 'Would go'}: {each.source}")
    if not yes:
        _print(f"{len(found)} would go: add --yes to delete them." if found else "Nothing is that old.")


@app.command(
    epilog="Examples: onrecord backup desk-monday.zip    ·    onrecord backup /mnt/backups  (named by the moment)"
)
def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to make, or a folder to make one in.")],
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the whole desk into one file, while others use it. It replaces nothing."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    with _open(desk) as opened:
        made = opened.back_up(path)
    for sentence in made.left_out:
        _complain(sentence)
    _print_json(to_plain(made)) if as_json else _print(f"{made.path}: {made.articles} reports as of {made.made_at}.")


@app.command(epilog="Example: onrecord restore desk-monday.zip --desk restored")
def restore(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A backup.")],
    desk: Annotated[str, typer.Option("--desk", metavar="NEW", help="The folder to make; it replaces nothing.")],
    as_json: JsonOption = False,
) -> None:
    """Make a new desk from a backup, whole or not at all."""
    from onrecord.desk.backup import restore as restore_backup  # noqa: PLC0415
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    made = restore_backup(path, _desk_folder(desk))
    _print_json(to_plain(made)) if as_json else _print(f"{desk}: {made.articles} reports as of {made.made_at}.")


@app.command(epilog="Example: onrecord check    ·    onrecord check --mend  makes anew what can be")
def check(
    desk: DeskOption = None,
    mend: Annotated[
        bool, typer.Option("--mend", help="Make the index of texts and the tables for pages anew.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """See whether the desk is whole: its file, what was received, the evidence, what pages find things by. Exit status 1: it is not."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    with _open(desk) as opened:
        if mend:
            opened.mend()
        checked = opened.check()
    if as_json:
        _print_json(to_plain(checked))
    else:
        for fault in checked.faults:
            _print(fault.sentence)
        _print(
            f"{checked.captures} captures, {checked.articles} reports and {checked.evidence} passages of evidence: "
            + (f"{len(checked.faults)} faults." if checked.faults else "whole.")
        )
    if checked.faults:
        raise typer.Exit(1)


@app.command(
    epilog="Examples: onrecord rule speaker st_3f2a9c0d1e4b 'Liz Truss' --why 'named in the headline'    ·    "
    "onrecord rule not-a-copy art_… art_… --why 'same press release'    ·    onrecord rule merge story_… story_…    ·    "
    "onrecord rule move art_… story_…    ·    onrecord rule split story_… art_…    ·    onrecord rule withdraw rul_…    ·    "
    "onrecord rule reliability 'The Herald' B --why 'corrects its errors'"
)
def rule(
    kind: Annotated[
        str,
        typer.Argument(
            help="speaker, stance, anonymous, figure, date, place, merge, split, move, not-a-copy, not-same-claim, "
            "not-a-difference, reliability, owner, control, confirm, mute or withdraw."
        ),
    ],
    target: Annotated[str, typer.Argument(metavar="ID", help="The record that it is about, or the name of an outlet.")],
    value: Annotated[
        str, typer.Argument(help="The right name, stance, number, date, or the other article or story.")
    ] = "",
    desk: DeskOption = None,
    by: Annotated[str, typer.Option("--by", help="Who decides.", envvar="USER")] = "editor",
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the ruling.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Record an editor's decision. It is an input like any other: no later run loses it."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    with _open(desk) as opened:
        ruling = opened.rule(kind.replace("-", "_"), target, value, by=by, why=why)
    if as_json:
        _print_json(to_plain(ruling))
    else:
        _print(f"{ruling.id}: {ruling.kind} {ruling.target} {ruling.value}".rstrip())


@app.command(
    epilog="Examples: onrecord follow story story_…    ·    onrecord follow actor 'Liz Truss'    ·    onrecord follow place Odense    ·    "
    "onrecord follow search 'ferry stance:denies'    ·    onrecord follow actor 'Liz Truss' --stop"
)
def follow(
    kind: Annotated[FollowKind, typer.Argument(help="What it is.")],
    target: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A story or a figure by ID; an actor by ID or name; a place by name; a search."
        ),
    ],
    desk: DeskOption = None,
    by: Annotated[str, typer.Option("--by", help="Who follows.", envvar="USER")] = "editor",
    stop: Annotated[bool, typer.Option("--stop", help="Follow it no more.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Follow a story, an actor, a figure, a place or a search: what is new in it is told by `onrecord following`."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415

    with _open(desk) as opened:
        made = opened.unfollow(target, by=by, kind=kind.value) if stop else opened.follow(kind.value, target, by=by)
    if as_json:
        _print_json(to_plain(made))
    else:
        _print(f"{made.person} {'no longer follows' if stop else 'follows'} {made.kind} {made.label or made.target}.")


@app.command(
    epilog="Examples: onrecord following    ·    onrecord following --seen    ·    onrecord following --by Ada --json"
)
def following(
    desk: DeskOption = None,
    by: Annotated[str, typer.Option("--by", help="Who follows.", envvar="USER")] = "editor",
    seen: Annotated[bool, typer.Option("--seen", help="What is printed counts as seen from now on.")] = False,
    as_json: JsonOption = False,
) -> None:
    """What is new in all that somebody follows since they last looked, each line with its source."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415
    from onrecord.publish.following_text import followed_as_text  # noqa: PLC0415

    with _open(desk) as opened:
        page = opened.following(by=by)
        if as_json:
            _print_json(to_plain(page))
        elif not page.items:
            _print(f"{by} follows nothing: begin with `onrecord follow KIND NAME`.")
        else:
            for item in page.items:
                _print("\n".join(followed_as_text(to_plain(item), width=_width(sys.stdout))))
        if seen:  # once it is printed, and no further than what was
            opened.seen(page.upto, by=by)


@app.command(
    epilog="Examples: onrecord handover draft    ·    onrecord handover note brief 'Watch the talks at 9'    ·    "
    "onrecord handover mute known:cl_3f2a9c0d1e4b    ·    onrecord handover move known:cl_… --before known:cl_…    ·    "
    "onrecord handover sign    ·    onrecord handover show 7 --format pdf -o 7.pdf    ·    onrecord handover diff 5 7"
)
def handover(
    action: Annotated[HandoverAction, typer.Argument(help="What to do.")] = HandoverAction.list,
    target: Annotated[
        str,
        typer.Argument(
            metavar="LINE_OR_NUMBER", help="A line as the draft names it, `brief` for the whole, or a number."
        ),
    ] = "",
    value: Annotated[str, typer.Argument(metavar="TEXT_OR_NUMBER", help="The note, or the later number.")] = "",
    desk: DeskOption = None,
    before: Annotated[str, typer.Option("--before", metavar="LINE", help="Move it above this line.")] = "",
    after: Annotated[str, typer.Option("--after", metavar="LINE", help="Move it below this line.")] = "",
    below: Annotated[bool, typer.Option("--below", help="Put the note below, not above.")] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="NAME_OR_DAY", help="Begin the draft with what has changed since then."),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who does it, and signs.", envvar="USER")] = "editor",
    format_name: Annotated[BriefFormat, typer.Option("--format", help="For show: how.")] = BriefFormat.md,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="For show: a file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Hand the brief over to the next shift: draft, note, mute, move, sign; what was signed is numbered and kept as it was."""
    from onrecord.model.codec import to_plain  # noqa: PLC0415
    from onrecord.publish.handover_text import handover_text  # noqa: PLC0415

    with _open(desk) as opened:
        handovers = opened.handovers
        if action is HandoverAction.show:
            form = BriefFormat.json if as_json else format_name
            number = _number(target)
            if form is BriefFormat.pdf and output is None and sys.stdout.isatty():
                raise UsageError("A PDF is no text to be read on a terminal: add --output FILE.")
            data = handovers.pdf(number) if form is BriefFormat.pdf else handovers.file(number, form.value).data
            _write_out(data, output)
            return
        made: Any
        if action is HandoverAction.list:
            made = handovers.all()
        elif action is HandoverAction.diff:
            made = handovers.difference(_number(target), _number(value))
        elif action is HandoverAction.sign:
            made = handovers.sign(handovers.current().version, by)
        elif action is HandoverAction.give_up:
            handovers.give_up(handovers.current().version)
            made = None
        elif action is HandoverAction.renew:
            made = handovers.renew(opened.brief(since=since or handovers.current().brief.since), "")
        elif action is HandoverAction.draft:
            made = handovers.draft() or handovers.begin(opened.brief(since=since), by)
        elif action is HandoverAction.undo:
            made = handovers.edit("undo", by=by, undone=_number(target))
        elif action is HandoverAction.move:
            if bool(before) == bool(after):
                raise UsageError("Say where to: --before LINE or --after LINE.")
            made = handovers.edit(
                "move", by=by, line=target, side="above" if before else "below", other=before or after
            )
        elif action is HandoverAction.note:
            made = handovers.edit("note", by=by, line=target, side="below" if below else "above", text=value)
        else:
            made = handovers.edit("mute" if action is HandoverAction.mute else "unmute", by=by, line=target)
    if as_json:
        _print_json(to_plain(made))
    else:
        _print(handover_text(made))


def _number(given: str) -> int:
    if not given.isdecimal() or len(given) > 9:
        raise UsageError(f"{given!r} is no number: see them with `onrecord handover list`.")
    return int(given)


@app.command(epilog="Example: onrecord export --format csv --kind statements --output statements.csv")
def export(
    what: Annotated[
        ExportFormat | None, typer.Argument(metavar="[FORMAT]", help="The same as --format: onrecord export rulings.")
    ] = None,
    desk: DeskOption = None,
    format_name: Annotated[ExportFormat, typer.Option("--format", help="How to write it.")] = ExportFormat.jsonl,
    kinds: Annotated[list[Kind] | None, typer.Option("--kind", help="Only this kind (repeat for more).")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file; for several kinds as tables, a folder."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the desk out. The same desk gives the same bytes.

    As tables: jsonl, csv, parquet. In a csv an apostrophe stands before text that a spreadsheet would run as a formula; jsonl has the
    exact characters. For other programs: ical (the calendar of what is announced), annotations (statements, W3C Web
    Annotation), geojson (places with what happened there), opml (the addresses that are visited). bundle is a zip of the brief
    with all the evidence that it rests on, which can be checked without Onrecord. rulings are what editors corrected, as JSON Lines to
    train on: the passage, the machine's answer and the editor's.
    """
    from onrecord.publish import write  # noqa: PLC0415

    chosen = [kind.value for kind in (kinds or (kind for kind in Kind if kind not in _NOT_EXPORTED))]
    form = "jsonl" if as_json else (what or format_name).value
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError("Parquet is no text to be read on a terminal: add --output FILE.")
    if kinds and form in _WHOLE:
        raise UsageError(f"--kind chooses among tables: leave it out for {form}.")
    if form == "bundle" and output is None and sys.stdout.isatty():
        raise UsageError("A bundle is no text to be read on a terminal: add --output FILE.")
    with _open(desk) as opened:
        if form in _WHOLE:
            _write_out(_WHOLE[form](opened), output)
            return
        if form != "jsonl" and len(chosen) > 1:
            if output is None:
                raise UsageError(f"Several kinds as {form} need a folder: add --output FOLDER, or choose one --kind.")
            for kind in chosen:
                table = io.BytesIO()
                write(opened.show(kind), form, table)
                _write_file(output / f"{kind}.{form}", table.getvalue())
            return
        rows = (
            {"record": kind, **row} if kinds is None or len(chosen) > 1 else row
            for kind in chosen
            for row in opened.show(kind)
        )
        if output:
            buffer = io.BytesIO()
            write(rows, form, buffer)
            _write_file(output, buffer.getvalue())
        else:
            sys.stdout.flush()
            write(rows, form, sys.stdout.buffer)


def _calendar(desk: Desk) -> bytes:
    from onrecord.publish.calendar import calendar  # noqa: PLC0415

    made = calendar(desk.contents())
    if made.undated:
        _complain(f"{made.undated} announced without a day: not in the calendar, but in `onrecord brief --all`.")
    return made.data


def _web_annotations(desk: Desk) -> bytes:
    from onrecord.publish.annotations import web_annotations  # noqa: PLC0415

    return web_annotations(desk.contents())


def _geojson(desk: Desk) -> bytes:
    from onrecord.publish.geojson import geojson  # noqa: PLC0415

    return geojson(desk.contents(), desk.locate)


def _rulings(desk: Desk) -> bytes:
    from onrecord.publish import write  # noqa: PLC0415
    from onrecord.publish.corrections import corrections  # noqa: PLC0415

    made = io.BytesIO()
    write(corrections(desk.contents(), desk.annotations), "jsonl", made)
    return made.getvalue()


def _bundle(desk: Desk) -> bytes:
    from onrecord.publish import compose  # noqa: PLC0415
    from onrecord.publish.bundle import captures_needed, write_bundle  # noqa: PLC0415

    contents = desk.contents()
    composed = compose(contents, lines=None)
    made = io.BytesIO()
    write_bundle(composed, contents, desk.captures(captures_needed(composed, contents)), made)
    return made.getvalue()


#: The formats that are one file of the whole desk.
_WHOLE: dict[str, Callable[[Desk], bytes]] = {
    "opml": lambda desk: desk.opml(),
    "ical": _calendar,
    "annotations": _web_annotations,
    "geojson": _geojson,
    "bundle": _bundle,
    "rulings": _rulings,
}

#: Left out unless they are asked for: changes between revisions are made of the articles and are no records of the desk;
#: sources tell of visits, which are not the same in two desks that know the same.
_NOT_EXPORTED = (Kind.revisions, Kind.sources)


def _write_out(data: bytes, output: Path | None) -> None:
    if output:
        _write_file(output, data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def _print_markdown(text: str) -> None:
    """Rendered on a terminal, as it is elsewhere."""
    if not sys.stdout.isatty():
        _print(text)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.markdown import Markdown  # noqa: PLC0415

    Console().print(Markdown(text))


def _write_file(path: Path, data: bytes) -> None:
    """Writes a whole file or none: first beside it, then in its place. A pipe or a device is written to, not replaced."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = path.resolve()  # a link goes on pointing to the file
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".onrecord-{os.getpid()}.part")
        try:
            beside.write_bytes(data)
            if path.exists():
                beside.chmod(path.stat().st_mode)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path} cannot be written ({why}); name another file with --output.") from error


def _width(stream: TextIO) -> int:
    """The columns of a terminal; elsewhere the same everywhere."""
    from onrecord.publish.listing import WIDTH  # noqa: PLC0415

    return shutil.get_terminal_size((WIDTH, 24)).columns if stream.isatty() else WIDTH


def _colour(stream: TextIO) -> bool:
    """Colour on a terminal, unless NO_COLOR asks for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


if __name__ == "__main__":
    main()
