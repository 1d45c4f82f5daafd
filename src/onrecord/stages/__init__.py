"""One file per question asked of a text; pure functions that do not import each other."""
