"""Write the reference pages that are made from the code: python -m tools.reference [--check]."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
DOCS = Path(__file__).resolve().parent.parent / "docs" / "reference"
PICTURES = DOCS.parent / "pictures" / "charts"
MADE = "<!-- Made from the code by `python -m tools.reference`. Change the code, not this page. -->\n\n"


def roles_page() -> str:
    """Roles x permissions, as the access table has them."""
    from groundswell.domain.access.permissions import Permission
    from groundswell.domain.access.roles import PLACE_ROLES, PROJECT_ROLES

    parts = [
        "# Who may do what\n",
        "A role is held at a place or in a project and reaches everything below it. Roles at places stop at",
        "projects: a team's work is the team's.\n",
    ]
    for title, roles in (("Roles at places", PLACE_ROLES), ("Roles in a project", PROJECT_ROLES)):
        parts.append(f"## {title}\n")
        parts += [f"- **{role.name}**: {role.description}" for role in roles.values()]
        header = " | ".join(role.name for role in roles.values())
        parts += ["", f"| may | {header} |", "|---" * (len(roles) + 1) + "|"]
        for permission in Permission:
            cells = ["yes" if permission in role.permissions else "" for role in roles.values()]
            if any(cells):
                parts.append(f"| {permission.value} | {' | '.join(cells)} |")
        parts.append("")
    return "\n".join(parts)


def cycles_page() -> str:
    """The life of a test, from the transitions."""
    from groundswell.core.methods.transitions import DECISIONS, REQUIREMENTS, STATES, TRANSITIONS, mermaid

    parts = [
        "# States of a test\n",
        "```mermaid",
        mermaid().rstrip(),
        "```\n",
        "| state | means |",
        "|---|---|",
    ]
    parts += [f"| {state} | {means} |" for state, means in STATES.items()]
    parts += ["\n| from | step | to | asks for |", "|---|---|---|---|"]
    for arrow in TRANSITIONS:
        asks = " ".join(REQUIREMENTS[name] for name in arrow.asks)
        parts.append(f"| {arrow.before} | {arrow.label} | {arrow.after} | {asks} |")
    parts += ["\n## Five endings\n", "All five are good endings when you can say why.\n"]
    parts += [f"- **{decision.label}**: {decision.about}" for decision in DECISIONS.values()]
    return "\n".join(parts) + "\n"


def checks_page() -> str:
    """Every check of the coach."""
    from groundswell.library import check_definitions

    parts = [
        "# The coach's checks\n",
        "At most three show at a time, the most upstream first. Each can be set aside with a reason, except",
        "those that protect a child or a count.\n",
        "| check | name | level | why it matters | status | look again by |",
        "|---|---|---|---|---|---|",
    ]
    for check in sorted(check_definitions(), key=lambda check: check.id):
        level = f"{check.level}, blocks" if check.blocking else check.level
        parts.append(
            f"| {check.id} | {check.name} | {level} | {check.why} | {check.status} | {check.review_by} |"
        )
    return "\n".join(parts) + "\n"


def commands_page() -> str:
    """What can be typed, from the parser itself."""
    from groundswell.cli import parser

    top = parser()
    parts = ["# Commands\n", "```text", top.format_help().rstrip(), "```\n"]
    choices = next(
        action.choices for action in top._actions if action.choices and isinstance(action.choices, dict)
    )
    for name, command in choices.items():
        parts += [f"## groundswell {name}\n", "```text", command.format_help().rstrip(), "```\n"]
    return "\n".join(parts)


def rules_page() -> str:
    """Rule sets with their chances of a false alarm."""
    from tools.false_alarms import rules_page

    return rules_page()


def gallery_page() -> str:
    """Every chart, with its pictures beside the page."""
    from tools.gallery import page

    return page()


def drawings() -> dict[str, str]:
    """The pictures of the gallery, by file name."""
    from tools.gallery import pictures

    return pictures()


def indicators_page() -> str:
    """What every indicator means, with its worked examples."""
    from tools.indicator_pages import page

    return page()


def schema_page() -> str:
    """Every canonical table of the student-data store, column by column."""
    from groundswell.store.schema import TABLES

    parts = [
        "# The student-data store, column by column\n",
        "Every feed is brought into these tables. An edition of the store holds them as Parquet files, one for each",
        "feed and school year (for attendance: each day), which never change once written. A row is told apart from",
        "the others by its key; where two feeds tell of the same row, OneRoster is believed first, then Ed-Fi.\n",
    ]
    for table in TABLES.values():
        split = ", ".join(f"`{name}`" for name in table.partition)
        parts += [f"## {table.name}\n", f"{table.about} One file for each {split}.\n"]
        parts += ["| column | kind | key | may be empty | means |", "|---|---|---|---|---|"]
        parts += [
            f"| `{column.name}` | {column.kind} | {'key' if column.name in table.key else ''} "
            f"| {'no' if column.required else 'yes'} | {column.meaning} |"
            for column in table.columns
        ]
        parts.append("")
    return "\n".join(parts)


PAGES = {
    "indicators.md": indicators_page,
    "schema.md": schema_page,
    "chart-gallery.md": gallery_page,
    "rules.md": rules_page,
    "roles.md": roles_page,
    "cycle-states.md": cycles_page,
    "checks.md": checks_page,
    "commands.md": commands_page,
}


def main() -> int:
    import django

    os.environ["COLUMNS"] = "100"
    for name in ("PORT", "GROUNDSWELL_ADDRESS"):
        os.environ.pop(name, None)
    django.setup()
    stale = []
    texts = {DOCS / name: MADE + make() for name, make in PAGES.items()}
    texts |= {PICTURES / name: picture for name, picture in drawings().items()}
    for file, text in texts.items():
        if "--check" not in sys.argv:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(file.name)
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run: python -m tools.reference", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
