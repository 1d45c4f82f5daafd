"""Scorers that compare readings with gold, used by the tests and by `onrecord evaluate`."""
