"""The command `gsagraph`: one verb a module, joined here."""

import typer

from cli.anonymity import EXAMPLES as ANONYMITY_EXAMPLES
from cli.anonymity import anonymity_command
from cli.deidentify import EXAMPLES as DEIDENTIFY_EXAMPLES
from cli.deidentify import deidentify_command
from cli.export import export_app
from cli.images import images_app
from cli.keys import keys_app
from cli.load import EXAMPLES as LOAD_EXAMPLES
from cli.load import load_command
from cli.resolve import EXAMPLES as RESOLVE_EXAMPLES
from cli.resolve import resolve_command
from cli.serve import EXAMPLES as SERVE_EXAMPLES
from cli.serve import serve_command
from cli.stats import EXAMPLES as STATS_EXAMPLES
from cli.stats import stats_command
from cli.store import store_app

app = typer.Typer(
    name="gsagraph",
    help="One linked-data knowledge graph over GSA, GSA-Human, OMIX and OBIA.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("load", epilog=LOAD_EXAMPLES)(load_command)
app.command("deidentify", epilog=DEIDENTIFY_EXAMPLES)(deidentify_command)
app.command("serve", epilog=SERVE_EXAMPLES)(serve_command)
app.command("stats", epilog=STATS_EXAMPLES)(stats_command)
app.command("resolve", epilog=RESOLVE_EXAMPLES)(resolve_command)
app.command("anonymity", epilog=ANONYMITY_EXAMPLES)(anonymity_command)
app.add_typer(export_app, name="export")
app.add_typer(images_app, name="images")
app.add_typer(keys_app, name="keys")
app.add_typer(store_app, name="store")
