"""Words and rules of English as data, with one loader; each lexicon has its own typed form beside it."""
