"""One function per format that a list of findings can be written in."""
