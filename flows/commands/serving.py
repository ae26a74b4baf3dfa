"""The command that serves: a local Prefect server and all that runs on it."""

from typing import Annotated

import typer

from flows.commands.telling import say, settings, told

commands = typer.Typer()


@commands.command(epilog="Example: `kabar up --port 4300`")
def up(
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="Where the server's page is.")] = 4200,
) -> None:
    """A local Prefect server, its work pool, the deployments and a worker, until Ctrl-C."""
    here = settings()
    from flows.up import up as serve

    with told():
        serve(here, port, say)
    say("Stopped.")
