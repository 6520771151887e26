"""`python -m examples [FOLDER]`: build the example and load it into the store of `GSAGRAPH_STORE`.

With `--build-only` nothing is loaded. The exit code is that of `gsagraph load`, except that findings
do not count as failure: some are wanted, to show what checks say.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from examples.build import TARGET, build

FINDINGS = 1


def main() -> int:
    """Build, then load in a process of its own, as a person would."""
    arguments = argparse.ArgumentParser(prog="python -m examples", description="Build and load the example graph.")
    arguments.add_argument("folder", nargs="?", type=Path, default=TARGET, help="where to build (default: var/example)")
    arguments.add_argument("--build-only", action="store_true", help="write the files, load nothing")
    given = arguments.parse_args()
    paths = build(given.folder)
    sys.stderr.write(f"example built in {given.folder}\n")
    if given.build_only:
        return 0
    command = [sys.executable, "-m", "cli", "load", *map(str, paths)]
    code = subprocess.run(command, check=False, stdout=sys.stderr).returncode  # noqa: S603 - our own command line
    return 0 if code == FINDINGS else code


if __name__ == "__main__":
    sys.exit(main())
