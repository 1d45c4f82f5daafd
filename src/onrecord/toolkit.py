"""All that is loaded once a process: model, lexicons, indexes."""

from collections.abc import Callable
from importlib.metadata import version

import msgspec

from onrecord.knowledge.actors import ActorIndex, load_actors
from onrecord.knowledge.places import PlaceIndex, open_place_index
from onrecord.language import LanguageModel
from onrecord.language.model import EnglishModel
from onrecord.lexicons.events import EventLexicon, load_events_lexicon
from onrecord.lexicons.loader import lexicons_hash
from onrecord.lexicons.names import NamesLexicon, load_names_lexicon
from onrecord.lexicons.places import PlaceLexicon, load_place_lexicon
from onrecord.lexicons.statements import StatementLexicon, load_statements_lexicon
from onrecord.lexicons.times import TimeLexicon, load_times_lexicon
from onrecord.records import Provenance


class Toolkit(msgspec.Struct, frozen=True, kw_only=True):
    """What the stages work with; made by `load_toolkit`."""

    model: LanguageModel
    actors: ActorIndex
    places: PlaceIndex
    names: NamesLexicon
    place_words: PlaceLexicon
    times: TimeLexicon
    statements: StatementLexicon
    events: EventLexicon
    provenance: Provenance


def load_toolkit(progress: Callable[[str, int, int], None] | None = None) -> Toolkit:
    """Return the shipped English toolkit.

    The places index is built in the user's cache folder the first time; `progress` is told of it as
    (what is done, steps done, steps in all).

    Raises:
        KnowledgeError: if the places index cannot be built or opened.
        LexiconError: if a rule or word list is wrong.

    """
    model = EnglishModel()
    actors = load_actors()
    places = open_place_index(progress)
    provenance = Provenance(
        code=version("onrecord"),
        lexicons=lexicons_hash(),
        model=model.name,
        knowledge=f"places {places.hash}, actors {actors.hash}",
    )
    return Toolkit(
        model=model,
        actors=actors,
        places=places,
        names=load_names_lexicon(),
        place_words=load_place_lexicon(),
        times=load_times_lexicon(),
        statements=load_statements_lexicon(),
        events=load_events_lexicon(),
        provenance=provenance,
    )
