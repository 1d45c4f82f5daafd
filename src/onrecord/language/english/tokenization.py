"""How the English model cuts text into tokens: spaCy's rules, adapted to UD treebanks and wire copy."""

from typing import Any

from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.language import Language
from spacy.symbols import NORM, ORTH  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_ABBREVIATIONS = (
    "Adm. Amb. Brig. Capt. Cdr. Cmdr. Col. Cpl. Cpt. Det. Gen. Gov. Govt. Hon. Insp. Lt. Maj. Messrs. Msgr. "
    "No. Nos. Pfc. Pres. Prof. Pvt. Rep. Reps. Rev. Sec. Sen. Sens. Sgt. Supt. Vol. Vols. "
    "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. "
    "a.k.a. approx. dept. est. sq. U.A.E. U.K. U.N. U.S. U.S.A. D.C. D.R.C. E.U. I.D.F. P.M. A.M. St. Ste. Mt. Ft."
)
# In capitals these end a sentence more often than they are cut short.
_NOT_IN_CAPITALS = "NO. REP. SEC."
_WHOLE = "e-mail E-mail e-mails"
# spaCy reads "id" as "I'd" and "Shell" as "She'll"; in reports they are words.
_PLAIN_WORDS = "id Id ID ill Ill shed Shed shell Shell well Well were Were wed Wed hell Hell whore Whore"

_RUN = r"[!?]{2,}|\*{2,}|={2,}|_{2,}"
_EXTRA_PREFIXES = [
    _RUN,
    r"…",
    r"--+",
    r"-(?=[A-Za-z“\"])",
    r"~(?=[0-9])",
    r"\+(?=[A-Za-z])",
    r"¿",
    r"¡",
    r"/(?=[A-Za-z])",
]
_EXTRA_SUFFIXES = [
    _RUN,
    r"--+",
    r"(?<=[A-Za-z0-9.,”\"])-",
    r"(?<=[A-Za-z])/",
    r"(?<=[0-9])(?:bn|mn|tn|th century)",
    r"(?<=s)’(?=$)",
]
_EXTRA_INFIXES = [
    _RUN,
    rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}.,;:!?)”’\"])(?:--+|—|–)(?=[{ALPHA}0-9“‘\"(])",
    rf"(?<=[{ALPHA}])/(?=[{ALPHA}0-9])|(?<=[0-9])/(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])[(\[](?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])[)\]](?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}.])[“”](?=[{ALPHA}0-9])",
    r"[)\]”\"](?=--|—|–)",
    rf"(?<=[A-Z]\.)-(?=[{ALPHA}])",
]


def adapt_tokenizer(nlp: Language) -> None:
    """Change the tokenizer of a blank English pipeline in place to the one the shipped weights were trained with."""
    tokenizer: Any = nlp.tokenizer
    defaults = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*_EXTRA_PREFIXES, *(defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*_EXTRA_SUFFIXES, *(defaults.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex([*_EXTRA_INFIXES, *(defaults.infixes or ())]).finditer
    plain = frozenset(_PLAIN_WORDS.split())
    rules = {form: rule for form, rule in tokenizer.rules.items() if form not in plain}
    for form in [*_ABBREVIATIONS.split(), *map(str.upper, _ABBREVIATIONS.split()), *_WHOLE.split()]:
        rules[form] = [{ORTH: form}]
    for form in _NOT_IN_CAPITALS.split():
        del rules[form]
    rules["cannot"] = [{ORTH: "can"}, {ORTH: "not"}]
    rules["Cannot"] = [{ORTH: "Can", NORM: "can"}, {ORTH: "not"}]
    tokenizer.rules = rules
