"""Records to JSON text and back: what ``as_json`` wrote, ``decode`` reads into equal values."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.records import as_json

T = TypeVar("T")


def encode(record: object) -> str:
    """``record`` as JSON text, the same text for equal records."""
    return json.dumps(as_json(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The record of type ``kind`` that ``text`` holds.

    Fields that the text lacks take their defaults and keys that the type lacks are passed over, so a store outlives the
    adding of fields.
    """
    read: Callable[[Any], T] = _reader(kind)  # type: ignore[arg-type]
    return read(json.loads(text))


def _plain(value: Any) -> Any:
    return value


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """A function from JSON values to values of the annotated type; built once per type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda values: tuple(map(item, values))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return dict
    if hint is date:
        return date.fromisoformat
    if hint is float:
        return float
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_reader(hint)
    return _plain


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = [(f.name, _reader(hints[f.name])) for f in fields(kind)]

    def read(value: Mapping[str, Any]) -> Any:
        return kind(**{name: reader(value[name]) for name, reader in readers if name in value})

    return read
