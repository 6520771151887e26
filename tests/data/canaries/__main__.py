"""`python -m tests.data.canaries OUT --seed N` writes the planted files to OUT/in and the list of secrets to OUT/secrets.jsonl."""

import argparse
import json
from collections import Counter
from pathlib import Path

from tests.data.canaries.folder import build


def main() -> None:
    """Write one set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", action="append", default=[], help="only this base file; may be repeated")
    arguments = parser.parse_args()
    folder = build(arguments.out / "in", arguments.seed, arguments.base)
    with (arguments.out / "secrets.jsonl").open("w", encoding="utf-8") as lines:
        for secret in folder.secrets:
            value = secret.value.decode("latin-1") if isinstance(secret.value, bytes) else secret.value
            lines.write(
                json.dumps({"channel": secret.channel, "kind": secret.kind, "value": value}, ensure_ascii=False) + "\n"
            )
    for canary in folder.canaries:
        print(f"{canary.base:14} {len(canary.vault.secrets):4} secrets {len(canary.harmless):3} harmless values")
    kinds = Counter(secret.channel.split("/")[0] for secret in folder.secrets)
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))


if __name__ == "__main__":
    main()
