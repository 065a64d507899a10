"""`python -m sqlgym`."""

from sqlgym.early import main

main()
