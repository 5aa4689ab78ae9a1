"""Finds the modules of a package that play the same part, so that nobody keeps a list of them."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def modules_with(package: str, attribute: str) -> tuple[ModuleType, ...]:
    """The modules of `package` that define `attribute`, by name."""
    paths = import_module(package).__path__
    names = sorted(found.name for found in pkgutil.iter_modules(paths))
    modules = (import_module(f"{package}.{name}") for name in names)
    return tuple(module for module in modules if hasattr(module, attribute))
