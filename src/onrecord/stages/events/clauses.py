"""Syntax around a trigger: subjects (also inherited ones), objects, obliques, lists and noun phrases."""

from collections.abc import Iterator

from onrecord.language import Parse, Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "DET"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
LONGEST_CLIMB = 6
PARTICLES = frozenset({"off", "up", "out", "over", "down", "back"})
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"})
PREPOSITIONS = frozenset(
    {"with", "from", "into", "onto", "over", "under", "near", "amid", "among", "along", "about", "above", "across"}
    | {"after", "against", "around", "before", "behind", "below", "beside", "between", "beyond", "down", "during"}
    | {"like", "outside", "inside", "past", "since", "than", "through", "till", "toward", "towards", "until", "upon"}
    | {"within", "without", "despite", "except", "concerning", "regarding", "following", "including", "unlike", "back"}
    | {"according", "throughout", "alongside", "versus", "besides", "barring", "given", "north", "south", "east"}
    | {"west"}
)


def is_verbal(token: Token) -> bool:
    """Return whether a token heads a clause as a verb."""
    return token.pos == "VERB" or (token.pos == "AUX" and token.dep in ("root", "conj", "ccomp", "advcl", "acl:relcl"))


def is_misread(parse: Parse, token: Token) -> bool:
    """Return whether a verb of the past was parsed as a participle before its object ("Prague supplied howitzers").

    A past form cannot stand before a noun, nor a participle right after "have"; any other participle is one only
    if a noun stands right before it and its sentence has no verb at its root. A rare verb may even be taken for a
    preposition between its subject and its object ("the army retook Bara").
    """
    if is_hidden_verb(parse, token):
        return True
    if token.dep != "amod" or token.tag not in ("VBD", "VBN") or token.head < token.index:
        return False
    sentence = parse.sentences[token.sentence]
    if token.index == sentence.first:
        return False
    before = parse.tokens[token.index - 1]
    if token.tag == "VBD" or before.lemma == "have":
        return True
    if before.pos not in ("NOUN", "PROPN"):
        return False
    root = next((one for one in parse.sentence_tokens(token.sentence) if one.dep == "root"), token)
    return not is_verbal(root)


def is_hidden_verb(parse: Parse, token: Token) -> bool:
    """Return whether a preposition stands between two nouns in the form of no preposition ("the army retook Bara").

    Only asked of words that the lexicon has as verbs.
    """
    if token.pos != "ADP" or token.dep != "case" or len(token.lower) < len("verb") or token.lower in PREPOSITIONS:
        return False
    return token.index > 0 and parse.tokens[token.index - 1].pos in ("NOUN", "PROPN") and token.head > token.index


def is_passive(parse: Parse, token: Token) -> bool:
    """Return whether a verb is passive: by its auxiliary or subject, or as a bare participle."""
    if is_misread(parse, token):
        return False
    relations = {parse.tokens[child].dep for child in parse.children[token.index]}
    if "aux:pass" in relations or "nsubj:pass" in relations:
        return True
    if "obl:agent" in relations and not {"obj", "nsubj"} <= relations:
        return True
    return token.tag == "VBN" and "aux" not in relations and _is_bare_passive(parse, token)


def _is_bare_passive(parse: Parse, token: Token) -> bool:
    """Return whether a participle without an auxiliary is passive, by what it hangs on."""
    has_object = bool(parse.dependents(token.index, "obj"))
    if token.dep in ("acl", "amod", "advcl"):
        return not has_object
    if token.dep == "xcomp" and parse.dependents(token.head, "obj"):  # "to free those detained"
        return not has_object
    return token.dep in ("conj", "xcomp") and token.head != token.index and is_passive(parse, parse.tokens[token.head])


def conjuncts(parse: Parse, head: Token) -> list[Token]:
    """Return `head` and the nominals coordinated with it, in text order."""
    found = [head]
    for one in found:
        found.extend(
            parse.tokens[child]
            for child in parse.children[one.index]
            if parse.tokens[child].dep == "conj" and parse.tokens[child].pos in NOMINAL
        )
    found.extend(_lower_conjuncts(parse, head))
    return sorted(found, key=lambda token: token.index)


def _lower_conjuncts(parse: Parse, head: Token) -> list[Token]:
    """Return what is coordinated with `head` but was hung on the name in it ("the city of Kono and the hills of Gola").

    A common noun with an article cannot be the second part of a name.
    """
    if head.pos != "NOUN":
        return []
    return [
        token
        for name in parse.dependents(head.index, "nmod")
        if name.pos == "PROPN"
        for token in parse.dependents(name.index, "conj")
        if token.pos == "NOUN" and parse.dependents(token.index, "det") and parse.dependents(token.index, "nmod")
    ]


def subjects(parse: Parse, verb: Token, object_control: frozenset[str]) -> list[Token]:
    """Return who does the verb, its own subject or the one it shares (coordination, control, participles)."""
    return [one for head in _subject_heads(parse, verb, object_control, 0) for one in conjuncts(parse, head)]


def _subject_heads(parse: Parse, verb: Token, object_control: frozenset[str], climbed: int) -> list[Token]:
    own = [
        counted_noun(parse, token)
        for token in parse.dependents(verb.index, *SUBJECTS, *PASSIVE_SUBJECTS)
        if token.pos != "VERB"
    ]
    if own:
        return [_antecedent(parse, verb, token) for token in own]
    if verb.head == verb.index or climbed >= LONGEST_CLIMB:
        return _parted_subject(parse, verb)
    above = parse.tokens[verb.head]
    if verb.dep in ("acl", "amod", "acl:relcl") or is_hidden_verb(parse, verb):
        return _described(parse, verb, above)
    if verb.dep == "xcomp" and is_verbal(above) and (above.lemma in object_control or verb.tag == "VBN"):
        controlled = parse.dependents(above.index, "obj", "iobj")
        if controlled:
            return controlled[:1]
    if _shares_subject(verb, above):
        return _subject_heads(parse, above, object_control, climbed + 1)
    is_loose = verb.dep in ("conj", "advcl") and above.pos in ("NOUN", "PROPN") and verb.tag in ("VBG", "VBN")
    return [above] if is_loose else []


def _parted_subject(parse: Parse, verb: Token) -> list[Token]:
    """Return the name before a finite verb that was parsed as a root of its own, or nothing."""
    if verb.dep != "root" or verb.tag not in ("VBD", "VBZ") or parse.dependents(verb.index, "aux:pass"):
        return []
    before = [one for one in parse.sentence_tokens(verb.sentence) if one.index < verb.index and one.dep == "root"]
    return [one for one in before if one.pos in ("NOUN", "PROPN")][-1:]


def counted_noun(parse: Parse, token: Token) -> Token:
    """Return the noun behind a number that was parsed as the subject in its place ("Nineteen suspects were held")."""
    following = token.index + 1
    if token.lower in DAYS:  # "Premier Abebe Wednesday rejected": the day was parsed as the head of the name
        return next((one for one in parse.dependents(token.index, "compound") if one.pos == "PROPN"), token)
    if token.pos not in ("PRON", "NUM", "PROPN") or following >= len(parse.tokens):
        return token
    after = parse.tokens[following]
    is_stray = after.pos == "NOUN" and after.dep == "aux" and after.head == token.head
    return after if is_stray else token


def _described(parse: Parse, verb: Token, above: Token) -> list[Token]:
    """Return the noun that a participle or relative clause describes, if that noun does it or undergoes it."""
    if is_misread(parse, verb):
        before = parse.tokens[verb.index - 1]
        return parse.dependents(before.index, *SUBJECTS) if before.lemma == "have" else [before]
    if verb.dep == "acl:relcl" and not _has_relative_subject(parse, verb):
        return []
    if verb.dep == "amod" and verb.tag not in ("VBG", "VBN"):
        return []
    if verb.dep == "acl" and parse.dependents(verb.index, "mark"):  # "the aim of taking the town" takes no town
        return []
    if verb.dep == "acl" and (verb.tag == "VBD" or (verb.tag == "VBN" and parse.dependents(verb.index, "obj"))):
        # a clause whose verb was taken for a participle of the last noun: "Gunmen on motorcycles abducted a priest"
        while above.dep == "nmod" and above.head < above.index:
            above = parse.tokens[above.head]
    return [above] if above.pos in NOMINAL else []


def _shares_subject(verb: Token, above: Token) -> bool:
    """Return whether a verb without a subject has that of the word above it."""
    if not (is_verbal(above) or above.pos == "ADJ"):
        return False
    if verb.dep == "ccomp":
        return verb.tag in ("VBG", "VB")
    if verb.dep == "parataxis":
        return verb.tag in ("VBG", "VBN")
    if verb.dep == "obj":  # "began shelling", and participles that parsers take for objects
        return verb.tag == "VBG"
    return verb.dep in ("conj", "advcl", "xcomp", "dep")


def _has_relative_subject(parse: Parse, verb: Token) -> bool:
    """Return whether nothing but the noun itself can be the subject of its relative clause."""
    return not parse.dependents(verb.index, "nsubj", "nsubj:pass")


def _antecedent(parse: Parse, verb: Token, subject: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the subject itself."""
    if subject.lower not in RELATIVE_PRONOUNS:
        return subject
    clause = verb
    while clause.dep == "conj" and clause.head != clause.index:
        clause = parse.tokens[clause.head]
    if clause.dep == "acl:relcl" and clause.head != clause.index:
        return parse.tokens[clause.head]
    return subject


def objects(parse: Parse, verb: Token) -> list[Token]:
    """Return the direct objects of a verb with their lists; for "whom they shot", the noun before."""
    if is_misread(parse, verb):
        return conjuncts(parse, parse.tokens[verb.head])
    heads = parse.dependents(verb.index, "obj")
    heads += [token for token in parse.dependents(verb.index, "obl") if _is_hedged(parse, token)]
    found = [one for head in heads for one in conjuncts(parse, head)]
    found = [_antecedent(parse, verb, token) for token in found]
    is_relative = verb.dep == "acl:relcl" and not parse.dependents(verb.index, "mark")
    if not found and is_relative and not is_passive(parse, verb):
        above = parse.tokens[verb.head]
        own = parse.dependents(verb.index, "nsubj")
        if own and own[0].lower not in RELATIVE_PRONOUNS and above.pos in NOMINAL:
            return [above]
    return found


def _is_hedged(parse: Parse, noun: Token) -> bool:
    """Return whether what looks like a preposition before a noun belongs to its number ("at least 12 civilians")."""
    cases = parse.dependents(noun.index, "case")
    return bool(cases) and all(_is_of_number(parse, case) for case in cases)


def _is_of_number(parse: Parse, case: Token) -> bool:
    if case.index + 1 >= len(parse.tokens):
        return False
    after = parse.tokens[case.index + 1]
    if case.lower == "at":
        return after.lower in ("least", "most")
    if case.lower == "up":
        return after.lower == "to"
    if case.lower == "to" and case.index > 0:
        return parse.tokens[case.index - 1].lower == "up" and after.pos == "NUM"
    return case.lower in ("over", "around", "about", "between", "under", "than") and after.pos == "NUM"


def shared_objects(parse: Parse, verb: Token) -> list[Token]:
    """Return the objects of a verb, or of the verb coordinated right after it ("shelled and stormed the town")."""
    found = objects(parse, verb) or behind_particle(parse, verb)
    if found:
        return found
    for after in parse.dependents(verb.index, "conj"):
        if is_verbal(after) and not any(is_nominal_argument(token) for token in parse.dependents(verb.index)):
            return objects(parse, after)
    return []


def behind_particle(parse: Parse, verb: Token, particles: frozenset[str] = PARTICLES) -> list[Token]:
    """Return the object of "sealed off the quarter" where the particle was parsed as a preposition."""
    following = verb.index + 1
    if following >= len(parse.tokens) or parse.tokens[following].lower not in particles:
        return []
    particle = parse.tokens[following]
    behind = parse.tokens[particle.head]
    if particle.dep != "case" or behind.head != verb.index:
        return []
    return conjuncts(parse, behind)


def is_nominal_argument(token: Token) -> bool:
    """Return whether a dependent takes the place of an object or a complement."""
    return token.dep in ("obj", "obl", "ccomp", "xcomp")


def prepositional(parse: Parse, head: Token) -> Iterator[tuple[str, Token]]:
    """Yield each (preposition, noun) that hangs on `head`, lists spread out; two-word prepositions joined."""
    for child in parse.children[head.index]:
        token = parse.tokens[child]
        if not token.dep.startswith(("obl", "nmod")) or token.dep == "nmod:poss":
            continue
        for one in conjuncts(parse, token):
            preposition = preposition_of(parse, one) or preposition_of(parse, token)
            if preposition:
                yield preposition, one


def contents(parse: Parse, nouns: list[Token]) -> list[Token]:
    """Return the nouns and what they are made of ("a barrage of rockets")."""
    made_of = [other for noun in nouns for preposition, other in prepositional(parse, noun) if preposition == "of"]
    return [*nouns, *made_of]


def preposition_of(parse: Parse, noun: Token) -> str:
    """Return the preposition before a noun in lower case, empty if there is none."""
    cases = parse.dependents(noun.index, "case")
    words = [case.lower for case in cases if case.lower not in POSSESSIVE and not _is_of_number(parse, case)]
    return words[0] if words else ""


def clause_of(parse: Parse, token: Token) -> Token:
    """Return the verb whose clause a token stands in, or the highest token if there is no verb above."""
    if is_verbal(token):
        return token
    for above in parse.ancestors(token.index):
        token = above
        if is_verbal(above):
            break
    return token
