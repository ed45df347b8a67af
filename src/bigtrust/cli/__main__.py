"""`python -m bigtrust.cli`, where the console script is not on the path."""

from bigtrust.cli import app

app(prog_name="bigtrust")
