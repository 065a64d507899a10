"""`python -m sqlgym`."""

from sqlgym.bootstrap import main

if __name__ == "__main__":
    main()
