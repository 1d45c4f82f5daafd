"""The exam: short reports with written expectations, and one file for each kind of finding they are checked in."""
