"""White space that spaCy makes a token of: taken out of the tree, so that no word hangs on a line break."""

from spacy.tokens import Doc, Token


def detach_white_space(doc: Doc) -> Doc:
    """Hang the dependents of every white-space token on its head, or on the first of them when it is a root."""
    for token in doc:
        if token.is_space:
            _detach(token)
            token.pos_ = "SPACE"
            token.tag_ = "_SP"
            token.set_morph("")  # type: ignore[attr-defined]
    return doc


def _detach(space: Token) -> None:
    children = [child for child in space.children if child.i != space.i]
    if not children:
        return
    if space.head.i != space.i:
        for child in children:
            child.head = space.head
        return
    words = [child for child in children if not child.is_space]
    if not words:
        return
    root, relation = words[0], space.dep_
    root.head = root
    root.dep_ = relation
    for child in children:
        if child.i != root.i:
            child.head = root
    space.head = root
    space.dep_ = "dep"
