"""What times alone decide: the response clock and the rules that read it."""
