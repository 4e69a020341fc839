"""`python -m promisecheck`."""

from promisecheck.cli import main

if __name__ == "__main__":
    main()
