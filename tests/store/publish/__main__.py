"""Many kills at once: `python -m tests.store.publish --kills 250`, or `--broken NAME` to see one caught."""

import argparse
import sys

from tests.store.publish.killing import BROKEN, run


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--broken", choices=BROKEN, default="")
    options = parser.parse_args()
    exposure = run(options.kills, options.broken)
    print(exposure.said())
    for wrong in exposure.wrong[:20]:
        print(wrong)
    return 1 if exposure.wrong or sum(exposure.kills.values()) < options.kills else 0


if __name__ == "__main__":
    sys.exit(main())
