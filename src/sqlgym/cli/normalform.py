"""`sqlgym normalform`: the calculator of dependencies."""

import click

from sqlgym.normalform import calculated


@click.command()
@click.argument("rules", nargs=-1, required=True, metavar="RULE...")
@click.option("--attributes", metavar="NAMES", help="All attributes, with commas, if some are in no rule.")
def normalform(rules: tuple[str, ...], attributes: str | None) -> None:
    """Say what dependencies such as "a,b -> c" imply: keys, cover, normal form, a design in 3NF.

    A list is written "a ->> b": each a has any number of b.
    """
    click.echo(calculated(rules, attributes), nl=False)
