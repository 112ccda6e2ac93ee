"""A name means one thing: no two modules share a class name, or a constant with different values."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
DJANGO_CLASSES = {"Command", "Migration"}  # Django finds them by these names


def module_bodies() -> Iterator[tuple[str, list[ast.stmt]]]:
    """Yield the path and the statements of each module outside migrations."""
    for package in ("markets", "responses", "notorious"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text()).body


def shared_classes(modules: Iterator[tuple[str, list[ast.stmt]]]) -> dict[str, list[str]]:
    """Return {class name: modules that define it}; nested and private classes do not count."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, body in modules:
        for statement in body:
            if isinstance(statement, ast.ClassDef) and not statement.name.startswith("_"):
                found[statement.name].append(path)
    return {name: paths for name, paths in found.items() if len(paths) > 1 and name not in DJANGO_CLASSES}


def assignments(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of each constant that a module assigns."""
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign) and statement.value:
            targets = [statement.target]
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            for position, name in enumerate(names):
                if isinstance(name, ast.Name) and CONSTANT.fullmatch(name.id):
                    value = statement.value  # type: ignore[union-attr]
                    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                        value = value.elts[position]
                    if not ast.unparse(value).startswith("TypeVar("):
                        yield name.id, ast.unparse(value)


def shared_constants(modules: Iterator[tuple[str, list[ast.stmt]]]) -> dict[str, dict[str, str]]:
    """Return {constant: {module: value}} for constants that modules define with different values."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path, body in modules:
        for name, value in assignments(body):
            found[name][path] = value
    return {name: values for name, values in found.items() if len(set(values.values())) > 1}


def test_no_two_modules_share_a_class_name() -> None:
    assert shared_classes(module_bodies()) == {}


def test_no_two_modules_define_a_constant_with_different_values() -> None:
    assert shared_constants(module_bodies()) == {}


def test_a_shared_class_and_a_shared_constant_are_found() -> None:
    one = ("a.py", ast.parse("class Row:\n    class Kind: ...\nLIMIT = 1\nA, B = 1, 2\nSAME: int = 5").body)
    two = ("b.py", ast.parse("class Row: ...\nclass Command: ...\nLIMIT = 2\nB = 3\nSAME = 5").body)
    assert shared_classes(iter([one, two])) == {"Row": ["a.py", "b.py"]}
    assert shared_constants(iter([one, two])) == {
        "LIMIT": {"a.py": "1", "b.py": "2"},
        "B": {"a.py": "2", "b.py": "3"},
    }
