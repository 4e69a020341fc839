"""Rules as data: their schema, the pattern language, word lists, and how they are loaded and compiled."""
