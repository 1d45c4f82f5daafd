"""Words, sentences, syntax and names of a text, behind one port."""

from onrecord.language.parse import NameSpan, Parse, SentenceRange, Token
from onrecord.language.port import LanguageModel
from onrecord.language.sighting import Sighting

__all__ = ["LanguageModel", "NameSpan", "Parse", "SentenceRange", "Sighting", "Token"]
