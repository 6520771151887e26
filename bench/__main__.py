"""`./dev bench NAME …` runs one measurement; without a name it tells which there are."""

import ast
import importlib
import pkgutil
import sys
from pathlib import Path

import bench


def main() -> None:
    """Run the named module with the arguments behind it."""
    names = {item.name for item in pkgutil.iter_modules(bench.__path__)} - {
        "__main__",
        "anonymizers",
        "burned_text",
        "family",
        "measure",
        "sequence_sides",
    }
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print("usage: ./dev bench NAME [ARGUMENTS]\n")
        for name in sorted(names):
            tree = ast.parse((Path(bench.__path__[0]) / f"{name}.py").read_text())
            print(f"  {name:10} {(ast.get_docstring(tree) or '').splitlines()[0]}")
        raise SystemExit(2)
    name = sys.argv.pop(1)
    importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
