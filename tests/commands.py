"""The program in a process of its own, forked from this one: as the command does it, without loading all anew.

What differs when nothing is loaded yet is told by the tests that start the command itself: `started`.
"""

import os
import signal
import subprocess
import sys
import tempfile

LIMIT = 120  # seconds
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PROMISECHECK_LANG"}


def started(*args, stdin="", **env):
    """Exit status, standard output and standard error of `python -m promisecheck …`."""
    command = [sys.executable, "-m", "promisecheck", *args]
    done = subprocess.run(command, input=_bytes(stdin), capture_output=True, env=ENVIRONMENT | env, timeout=LIMIT)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def run(*args, stdin="", **env):
    """The same, forked where the system can."""
    if not hasattr(os, "fork"):
        return started(*args, stdin=stdin, **env)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        given.write(_bytes(stdin))
        given.seek(0)
        child = os.fork()
        if not child:
            _become(args, [given.fileno(), out.fileno(), told.fileno()], env)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        told.seek(0)
        return status, out.read().decode(), told.read().decode()


def _bytes(stdin):
    return stdin if isinstance(stdin, bytes) else stdin.encode()


def _become(args, files, env):
    """Be the program, with these files as its standard ones, and end."""
    status = 70
    try:
        signal.alarm(LIMIT)
        for number, file in enumerate(files):
            os.dup2(file, number)
        sys.stdin, sys.stdout, sys.stderr = map(os.fdopen, range(3), "rww")
        os.environ.clear()
        os.environ.update(ENVIRONMENT | env)
        sys.argv = ["promisecheck", *args]
        from promisecheck.__main__ import main

        main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)
