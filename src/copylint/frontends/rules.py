"""The commands that tell of rules: rules, explain."""

from __future__ import annotations

from typing import Annotated

import typer

from copylint.frontends._given import settings_of
from copylint.frontends._options import Config, Isolated, Listing
from copylint.frontends._running import painter
from copylint.model.rule import from_outside
from copylint.reports import stdout


def rules(
    *,
    form: Annotated[Listing, typer.Option("--format", help="Format of the list.")] = Listing.TEXT,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """List the rules in force, by family."""
    from copylint import __version__  # noqa: PLC0415  rules are loaded when they are asked for
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.rule_page import rule_table, rules_json  # noqa: PLC0415

    found = Pipeline(settings_of(config, isolated=isolated)).rules
    stdout.settle_encoding(utf8=form is Listing.JSON)
    stdout.write([rules_json(found, __version__)] if form is Listing.JSON else rule_table(found, painter()))


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Name of a rule.")],
    *,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Say what a rule finds, why it matters, how it is found and on what grounds."""
    from copylint.pipeline import Pipeline  # noqa: PLC0415  rules are loaded when they are asked for
    from copylint.reports.rule_page import rule_page  # noqa: PLC0415

    pipeline = Pipeline(settings_of(config, isolated=isolated))
    found = pipeline.rule(rule)
    stdout.settle_encoding(utf8=False)
    if from_outside(rule):  # it is another's: there is no more to tell of it
        stdout.write([f"{found.name}\n{found.what} {found.why}\n"])
        return
    mechanism = pipeline.engine.checks[found.check]
    defaults = {key: param.default for key, param in mechanism.params.items()}
    stdout.write(rule_page(found, mechanism.about, defaults, pipeline.measured.get(found.name), painter()))
