"""Write the reference pages that are made from the code: python -m tools.reference [--check]."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
DOCS = Path(__file__).resolve().parent.parent / "docs" / "reference"
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


PAGES = {
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
    for name, make in PAGES.items():
        text = MADE + make()
        file = DOCS / name
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run: python -m tools.reference", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
