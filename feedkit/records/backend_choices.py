"""Which models may be asked to guess, as `backends` of feedkit.yaml or show.yaml says it."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from feedkit.tags.element import Element, Local
from feedkit.tags.values import Line, Positive, Url


def _is_named(name: str) -> str:
    """The same name. Others are refused, so that a show file from somewhere else cannot have other secrets sent."""
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*_API_KEY", name):  # which may be the key itself, and is not repeated
        raise ValueError("is no environment variable's name that ends in `_API_KEY`, such as `OPENAI_API_KEY`")
    return name


def _typed(value: Any) -> Any:
    """Members of a request as JSON has them: records are read as text, numbers and all."""
    if isinstance(value, Mapping):
        return {name: _typed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_typed(one) for one in value]
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


Variable = Annotated[Line, AfterValidator(_is_named)]
Guessed = Literal["summary", "chapters"]


class LanguageModelChoice(Element):
    """A language model behind an OpenAI-compatible endpoint, such as a server on this machine."""

    url: Annotated[Url, Local(required=True)]
    """The address of the endpoint, up to and with `/v1`: `http://localhost:11434/v1`."""
    model: Annotated[Line, Local(required=True)]
    """The name of the model, as the server knows it; it is published with what it guessed."""
    key: Annotated[Variable | None, Local()] = None
    """The name, which ends in `_API_KEY`, of the environment variable with the key, if one is needed; never the key."""
    guess: Annotated[tuple[Guessed, ...], Local()] = ("summary", "chapters")
    """What it is asked for."""
    timeout_s: Annotated[float, Local()] = Field(default=300.0, gt=0, le=3600)
    """Seconds that one answer may take."""
    most_chars: Annotated[Positive, Local()] = 200_000
    """Characters of the longest transcript that is sent; the model must have room for it."""
    options: Annotated[dict[str, Any], BeforeValidator(_typed), Local()] = Field(
        default_factory=lambda: {"temperature": 0}
    )
    """Further members of the request, such as `seed` or `max_tokens`; `temperature: 0` where none are named."""


class EmbeddingsChoice(Element):
    """A model of sentence-transformers, for chapters."""

    model: Annotated[Line, Local(required=True)]
    """Its name or its folder; the name is published with what it guessed."""


class BackendChoices(Element):
    """The models that `feedkit enrich --online` may ask; where both could guess chapters, the embeddings do."""

    llm: Annotated[LanguageModelChoice | None, Local()] = None
    """A language model, for summaries and chapters."""
    embeddings: Annotated[EmbeddingsChoice | None, Local()] = None
    """Sentence embeddings, for chapters."""
