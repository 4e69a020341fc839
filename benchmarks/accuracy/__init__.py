"""How well a rule agrees with labelled conversations, beside what one would do without it, and without its parts.

    python -m benchmarks.accuracy [FILE …] [--write docs/accuracy.md]

`keywords` and `negex` are the ways without it; `parts` takes parts of the pack away; `contestants` puts them in a row,
`figures` measures them, `page` writes the tables.
"""
