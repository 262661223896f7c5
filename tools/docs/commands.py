"""Commands in the pages against the command line, the benchmarks and the Makefile."""

from __future__ import annotations

import enum
import posixpath
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

import typer
from tools.docs.markdown import Files, code_in, pages

from onrecord.cli import app

#: Options that the program takes before a command is looked at.
EVERYWHERE = ("--debug", "--help", "-h")


@dataclass(frozen=True)
class Command:
    """What one command takes: its options, those of them that take a value, and the values that may be chosen."""

    options: frozenset[str]
    takes_value: frozenset[str]
    choices: Mapping[str, frozenset[str]]  # by option
    argument_choices: tuple[frozenset[str], ...]  # by place; empty where anything goes


def _choices(hint: Any) -> frozenset[str]:
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return frozenset(str(member.value) for member in hint)
    return frozenset(value for inner in get_args(hint) for value in _choices(inner))


def _command(made: Any) -> Command:
    hints = get_type_hints(made.callback)
    options = [param for param in made.params if param.param_type_name == "option"]
    arguments = [param for param in made.params if param.param_type_name == "argument"]
    return Command(
        frozenset(name for option in options for name in (*option.opts, *option.secondary_opts)),
        frozenset(name for option in options if not option.is_flag for name in option.opts),
        {name: _choices(hints.get(option.name)) for option in options for name in option.opts},
        tuple(_choices(hints.get(argument.name)) for argument in arguments),
    )


def command_line() -> tuple[Command, dict[str, Command], dict[str, str]]:
    """What ``onrecord`` takes before a command, its commands, and the examples in their help."""
    group: Any = typer.main.get_command(app)
    commands = {name: _command(made) for name, made in group.commands.items()}
    return _command(group), commands, {name: made.epilog or "" for name, made in group.commands.items()}


def _simple_commands(code: str) -> Iterator[list[str]]:
    """The words of each ``onrecord`` command in a line of shell."""
    try:
        lexer = shlex.shlex(code, posix=True, punctuation_chars="|&;<>")
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:  # quotation marks that do not close: not for a shell
        words = code.split()
    start = 0
    for place in range(len(words) + 1):
        if place == len(words) or set(words[place]) <= set("|&;<>"):
            simple = words[start:place]
            while simple and (simple[0] == "$" or re.fullmatch(r"[A-Z_]+=.*", simple[0])):
                simple = simple[1:]
            if simple and posixpath.basename(simple[0]) == "onrecord":
                yield [word.strip("[]") for word in simple[1:]]
            start = place + 1


def _command_problems(words: list[str], top: Command, commands: Mapping[str, Command]) -> Iterator[str]:
    command, name, place = top, "onrecord", 0
    remaining = iter(words)
    for word in remaining:
        if word.startswith("-") and word != "-":
            option, _, value = word.partition("=")
            if option not in command.options and option not in EVERYWHERE:
                yield f"`{name}` has no option {option}"
                continue
            if option in command.takes_value and not value:
                value = next(remaining, "")
            allowed = command.choices.get(option)
            if allowed and _literal(value) and value not in allowed:
                yield f"`{name} {option}` cannot be {value}"
        elif command is top:
            if word not in commands:
                if _literal(word):
                    yield f"`onrecord` has no command {word}"
                return
            command, name = commands[word], f"onrecord {word}"
        else:
            allowed = command.argument_choices[place] if place < len(command.argument_choices) else frozenset()
            if allowed and _literal(word) and word not in allowed:
                yield f"`{name}` does not take {word}"
            place += 1


def _literal(word: str) -> bool:
    """Whether a word stands for itself: ``KIND`` and ``…`` do not."""
    return bool(re.search(r"[a-z]", word))


def check_commands(files: Files) -> Iterator[str]:
    """Every command in the pages and in the examples of ``--help`` can be given as it stands."""
    top, commands, examples = command_line()
    for name, text in pages(files):
        for number, code in code_in(text):
            for words in _simple_commands(code):
                yield from (f"{name}:{number}: {problem}" for problem in _command_problems(words, top, commands))
    for command, example in examples.items():
        # An example is followed by two spaces or more where another one or a remark comes after it.
        found = [words for part in re.split(r"\s{2,}|Examples?: ", example) for words in _simple_commands(part)]
        if not found:
            yield f"onrecord {command} --help: there is no example"
        for words in found:
            yield from (f"onrecord {command} --help: {problem}" for problem in _command_problems(words, top, commands))


_BENCHMARK = re.compile(r"-m benchmarks\.([a-z_]+)")
_MAKE = re.compile(r"make ([a-z][a-z_-]*)")


def check_other_commands(files: Files) -> Iterator[str]:
    """Every benchmark and every target of ``make`` that a page names exists."""
    targets = set(re.findall(r"^([a-z][a-z_-]*):", files.get("Makefile", ""), re.MULTILINE))
    for name, text in pages(files):
        for number, code in code_in(text):
            for benchmark in _BENCHMARK.findall(code):
                if not {f"benchmarks/{benchmark}.py", f"benchmarks/{benchmark}/__main__.py"} & files.keys():
                    yield f"{name}:{number}: there is no benchmark {benchmark}"
            made = _MAKE.match(code)
            if made and made[1] not in targets:
                yield f"{name}:{number}: the Makefile has no target {made[1]}"
