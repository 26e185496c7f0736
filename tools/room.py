"""List every file of one room over all floors: python tools/room.py cycles."""

import subprocess
import sys
from pathlib import Path


def files_of(room: str) -> list[str]:
    """Tracked and new files that have the room as a folder, or as their own name."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(
        name for name in done.stdout.splitlines() if room in Path(name).parts or Path(name).stem == room
    )


def main() -> int:
    if len(sys.argv) != 2:
        print("Name one room: make room cycles", file=sys.stderr)
        return 2
    found = files_of(sys.argv[1])
    print("\n".join(found) or f"No file speaks of '{sys.argv[1]}'.")
    return 0 if found else 1


if __name__ == "__main__":
    raise SystemExit(main())
