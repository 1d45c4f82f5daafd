"""Which sentences and reports are of sport, markets, weather and the like, whose words give no political event."""

from collections import Counter
from collections.abc import Sequence

from onrecord.language import Token
from onrecord.lexicons.events import EventLexicon

STRONG = 2
FEWEST_OF_DOMAIN = 3


def find_domains(tokens: tuple[Token, ...], lexicon: EventLexicon) -> frozenset[str]:
    """Return what else a sentence is about: sport, markets, weather or the like."""
    weights: dict[str, int] = {}
    sure: set[str] = set()
    for token in tokens:
        told = lexicon.domain_words.get(token.lemma.lower()) or lexicon.domain_words.get(token.lower, ())
        for domain, weight in told:
            weights[domain] = weights.get(domain, 0) + weight
            if weight >= STRONG:
                sure.add(domain)
    found = {domain for domain, weight in weights.items() if weight >= STRONG}
    if not found:
        return frozenset()
    words = {token.lemma.lower() for token in tokens}
    if not words.isdisjoint(lexicon.public_words):
        found &= sure
    return frozenset(one for one in found if words.isdisjoint(lexicon.domain_exceptions.get(one, frozenset())))


def is_report_of(domains: Sequence[frozenset[str]], spreading: frozenset[str]) -> bool:
    """Return whether a whole report is of a domain: several of its sentences are, and more than every third one."""
    counts = Counter(domain for found in domains for domain in found & spreading)
    return any(count >= FEWEST_OF_DOMAIN and count * 3 > len(domains) for count in counts.values())
