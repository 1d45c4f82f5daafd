"""Lets `python -m onrecord` run the command line."""

from onrecord.cli.app import main

main()
