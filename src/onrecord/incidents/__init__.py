"""The same happening told by several reports: grouping, origins and disputes, each merge with its reasons.

    readings ──accounts──> accounts ──grouping──> groups ──origins──> incidents
                               └──matching: are these two the same happening, and why

An account is an event as one report tells it. Pure functions: no store, no clock; the same readings in
the same order give the same incidents.
"""

from onrecord.incidents.grouping import group_incidents

__all__ = ["group_incidents"]
