"""What each rule says to the person who sends the file."""

from groundswell.store.read.oneroster.wording import WORDS as GRAMMAR

MAP = "in the mapping"
WORDS: dict[str, tuple[str, str]] = {rule: GRAMMAR[rule] for rule in
         ("ragged_row", "stray_quote", "text_after_quote", "field_too_long", "nul_character")} | {
    "encoding": ("This cell holds bytes that are not UTF-8.",
                 f"Save the file as CSV UTF-8, or name its encoding {MAP} (encoding: cp1252 for older Windows programs)."),
    "required": ("This cell is empty, and it may not be.", "Fill it in where the file comes from."),
    "id": ("This is not an id: it is too long, or holds a character that cannot be seen.", "Correct the id."),
    "text": ("This text holds a character that cannot be seen.", "Type the text again."),
    "date": ("This is not a date as the mapping says they are written.",
             f"Write it as 2026-08-31, or say how dates are written {MAP}. A number such as 45931 is how Excel counts "
             "days: give the column a date format there."),
    "ambiguous_date": ("This date can be read in two ways.", f"Say how dates are written {MAP}: dates: mdy or dmy."),
    "number": ("This is not a number.", f"Write digits, with a point for decimals; list marks such as N/A {MAP} under empty."),
    "whole": ("This is not a whole number.", "Write digits."),
    "share": ("This is not a share of a day from 0 to 1.", "Write 1 for a whole day there, 0 for none, 0.5 for half."),
    "flag": ("This is neither true nor false.", f"Write true or false, or say what the code means {MAP} under values."),
    "year": ("This is not a school year.", "Write 2025-26, or the year in which it ends, 2026."),
    "grade": ("This is not a grade code.", f"Write KG, 01 to 12 and so on, or say what the code means {MAP} under values."),
    "choice": ("This is not one of the words that this column may hold.", f"Say what the code means {MAP} under values."),
    "unlisted": ("The mapping does not say what this code means.", f"Add the code {MAP} under values, and load again."),
    "duplicate_key": ("Several rows are about the same thing and differ.", "Leave one of them. We did not choose one for you."),
    "too_few_fields": ("This record ends before the fields that we need.",
                       "Export the file again, or give a layout with --layout."),
    "nothing_to_take": ("The row holds nothing that the mapping takes.", "Nothing. It was counted and left out."),
    "other_record": ("We have no use for this kind of record.", "Nothing. It was counted and left out."),
    "repeated": ("The same row is there twice.", "Nothing. It counted once."),
    "unknown_students": ("It names a student of no feed.",
                         "Load the students as well, or say which other id it is (match: local_id)."),
    "unknown_schools": ("It names a school of no feed.",
                        "Load the schools as well, or say which other id it is (match: identifier)."),
    "several_students": ("Several students have this other id.", "Ask for the id that is the same in every feed."),
    "several_schools": ("Several schools have this other id or name.", "Ask for the id that is the same in every feed."),
}  # fmt: skip


def worded(rule: str) -> tuple[str, str]:
    """The message and what to do."""
    return WORDS[rule]
