"""`python -m sqlgym`."""

from sqlgym.cli import main

main()
