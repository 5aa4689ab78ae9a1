"""Models that guess better than feedkit alone, behind one Protocol; asked only under `--online`, kept in the lock."""

from __future__ import annotations

from collections.abc import Mapping

from feedkit.derive.backends.interface import Backend, Field, Material, Refusal
from feedkit.records.backend_choices import BackendChoices

__all__ = ["Backend", "Field", "Material", "Refusal", "chosen_backends"]


def chosen_backends(choices: BackendChoices) -> Mapping[Field, Backend]:
    """Who is asked for what: of two that could guess a field, the embeddings."""
    found: list[Backend] = []
    if (llm := choices.llm) is not None:
        from feedkit.derive.backends.chat import Endpoint
        from feedkit.derive.backends.llm import LanguageModel

        endpoint = Endpoint(llm.url, llm.model, llm.key or "", llm.timeout_s, llm.options)
        found.append(LanguageModel(endpoint, llm.guess, llm.most_chars))
    if choices.embeddings is not None:
        from feedkit.derive.backends.embeddings import Embeddings

        found.append(Embeddings(choices.embeddings.model))
    return {field: backend for backend in found for field in backend.guess}
