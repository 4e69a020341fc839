"""How well a pack of rules agrees with labelled conversations: `promisecheck evaluate`.

`labels` reads what a conversation should give, `judge` compares it with what it gives, `tally` counts, `metrics` and
`bootstrap` make figures of the counts, `comparison` and `gate` hold them against former ones, `show` prints them.
"""
