"""onrecord reads news reports and keeps the record of who said what and who did what."""
