"""The program `promisecheck`, also as `python -m promisecheck`."""

import sys


def main() -> None:
    """The quick way for a hook that asks a server; the command line for all else."""
    from promisecheck.thin import hook

    status = hook(sys.argv[1:])
    if status is not None:
        sys.exit(status)
    from promisecheck.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
