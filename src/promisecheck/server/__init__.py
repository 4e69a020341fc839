"""`promisecheck serve`: the gate and the checks over HTTP (ASGI, Starlette). Needs `promisecheck[serve]`."""
