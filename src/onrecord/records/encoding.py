"""Records as JSON and back, also where a text holds what UTF-8 cannot: half a surrogate pair."""

import json
from typing import TypeVar

import msgspec

Form = TypeVar("Form", bound=msgspec.Struct)


def encode_record(record: msgspec.Struct) -> bytes:
    r"""Return `record` as one line of JSON without its line break.

    A lone surrogate, which broken JSON feeds carry, is kept as an escape such as `\ud83d`.
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(record), separators=(",", ":")).encode("ascii")


def decode_record(line: bytes | str, form: type[Form]) -> Form:
    """Return the `form` that one line of JSON holds.

    Raises:
        msgspec.MsgspecError: with the path of the field, if it is no such record.

    """
    try:
        return msgspec.json.decode(line, type=form)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as refused:  # msgspec takes a lone surrogate's escape for broken JSON
        try:
            content = json.loads(line)
        except ValueError:
            raise refused from None
        return msgspec.convert(content, type=form)
