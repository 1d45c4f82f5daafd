"""Who an incident comes from: distinct last hops of the chains, never articles or outlets.

A report's own voice is the agency's it credits, else the outlet's. A copy, of the report or of the passage,
speaks with the voice of what it copies. Unnamed sources of two reports are never taken for one.
"""

from collections.abc import Sequence

from onrecord.incidents.accounts import UNNAMED, Account, Voice
from onrecord.knowledge.actors import fold_name
from onrecord.records import Origin


class _Gathered:
    """An origin while its reports are gathered."""

    def __init__(self, name: str, identification: str) -> None:
        self.name = name
        self.identification = identification
        self.reports: dict[str, None] = {}


def find_origins(accounts: Sequence[Account]) -> tuple[Origin, ...]:
    """Return the distinct origins of the accounts of one incident, in the order in which they first tell it."""
    first_with: dict[str, Account] = {}
    gathered: dict[str, _Gathered] = {}
    for account in sorted(accounts, key=lambda one: one.number):
        original = _original(account, first_with)
        for voice in account.voices:
            key, name, identification = _identity(voice, original)
            origin = gathered.setdefault(key, _Gathered(name, identification))
            origin.reports[account.report] = None
    _join_surnames(gathered)
    found = gathered.values()
    return tuple(Origin(name=one.name, identification=one.identification, reports=tuple(one.reports)) for one in found)


def _original(account: Account, first_with: dict[str, Account]) -> Account:
    """Return the first account of the same text or passage, which this one copies."""
    fingerprints = [f"text {account.text}", *([f"passage {account.passage}"] if account.passage else [])]
    original = next((first_with[one] for one in fingerprints if one in first_with), account)
    for fingerprint in fingerprints:
        first_with.setdefault(fingerprint, original)
    return original


def _identity(voice: Voice, original: Account) -> tuple[str, str, str]:
    """Return the key under which a voice is one with others, its name and its identification."""
    if voice.key is None:
        if original.provider is None:
            return f"report {original.report}", original.title or original.report, "author"
        return fold_name(original.provider), original.provider, original.provider_kind
    if voice.identification in UNNAMED:
        return f"{original.report} {voice.key}", voice.name, voice.identification
    return voice.key, voice.name, voice.identification


def _join_surnames(gathered: dict[str, _Gathered]) -> None:
    """Let "Okafor" be the one "Grace Okafor" of the incident, if there is only one."""
    named = [key for key, origin in gathered.items() if origin.identification == "named"]
    for key in named:
        full = [other for other in named if other != key and other.endswith(f" {key}") and " " not in key]
        if len(full) == 1:
            gathered[full[0]].reports.update(gathered.pop(key).reports)
