"""`python -m sqlgym`."""

from sqlgym.early import main

if __name__ == "__main__":
    main()
