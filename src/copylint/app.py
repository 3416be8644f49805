"""The command `copylint`: mounts the front ends, and says how a run ends that something stopped."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from copylint import __version__
from copylint.frontends import baseline, entities
from copylint.frontends._check_options import CHECK_OPTIONS
from copylint.frontends._copying import COPIES_OPTIONS
from copylint.frontends._endings import STOPS, ended_by, ended_by_defect
from copylint.frontends._options import declared
from copylint.frontends.check import check
from copylint.frontends.compare import compare
from copylint.frontends.consensus import consensus
from copylint.frontends.gate import gate
from copylint.frontends.group import group
from copylint.frontends.hook import hook
from copylint.frontends.rules import explain, rules
from copylint.frontends.settings import init, settings
from copylint.frontends.waive import waive


class Commands(TyperGroup):
    """The commands; an error copylint raised on purpose ends any of them with one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command asked for."""
        try:
            return super().invoke(ctx)
        except STOPS as error:
            raise typer.Exit(ended_by(error)) from error


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"copylint {__version__}")
        raise typer.Exit


@app.callback()
def copylint(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda asked: _version(asked=asked), is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    """Find what feeds, scrapers, converters and translation engines damaged in news copy."""


app.command()(declared(check, CHECK_OPTIONS))
app.command()(declared(compare, COPIES_OPTIONS, check))
app.command()(declared(consensus, COPIES_OPTIONS, check))
app.command()(rules)
app.command()(explain)
app.command()(settings)
app.command()(init)
app.command()(gate)
app.command()(group)
app.command()(hook)
app.command()(waive)
app.add_typer(baseline.app, name="baseline")
app.add_typer(entities.app, name="entities")


def main() -> None:
    """Run the command line; a defect of copylint's own ends with exit code 2 too, never with that of a clean run."""
    try:
        app(prog_name="copylint")
    except Exception:  # noqa: BLE001  whatever it was, the copy was not read to its end
        sys.exit(ended_by_defect())
