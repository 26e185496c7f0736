"""What each rule says to the person who exports the files."""

from groundswell.store.read.oneroster.fields import Field
from groundswell.store.read.oneroster.spec import GRADES

# rule -> (what is wrong, what to do)
WORDS = {
    "required": ("This cell is empty.", "Fill it in where the file comes from, and export again."),
    "id": ("This id is longer than 255 characters or holds a line break.", "Correct the id."),
    "ids": ("One of these ids is empty or holds a line break.", "Write ids with one comma between them."),
    "text": ("This text holds a character that does not belong in a text.", "Type the text again."),
    "control_character": ("This cell holds an invisible control character.", "Type the value again."),
    "formula": (
        "This id is wrapped in a spreadsheet formula.",
        "Export straight to CSV, without opening the file in a spreadsheet.",
    ),
    "choice": ("This is not one of the values allowed here.", "Write one of: {choices}."),
    "grades": ("This is not a grade code.", "Write one of: {choices}; several with commas between them."),
    "date": ("This is not a date.", "Write it as 2026-08-31."),
    "ambiguous_date": (
        "This date can be read in two ways.",
        "Write it as 2026-08-31, or say with --dates mdy or --dates dmy how the dates of these files are written.",
    ),
    "moment": ("This is not a date and time.", "Write it as 2026-08-31T14:05:00Z."),
    "flag": ("This is neither true nor false.", "Write true or false."),
    "year": ("This is not a school year.", "Write the year in which it ends, as 2026."),
    "number": ("This is not a number.", "Write digits, with a point for decimals."),
    "duplicate_id": (
        "Several rows have this id and differ.",
        "Give each its own id, or leave one row. We did not choose one for you.",
    ),
    "refers_to_quarantined": (
        "It refers to a row that is set aside itself.",
        "Correct that row. This one comes in with it.",
    ),
    "unknown_reference": (
        "It refers to something that is not in the files.",
        "Nothing, if those are not meant to be here; else export them too.",
    ),
    "older": ("We know a newer state of this row.", "Nothing. Send deltas in the order they were made."),
    "repeated": ("The same row is there twice.", "Nothing. It counted once."),
    "ragged_row": (
        "This row has more or fewer cells than the header.",
        "Put text with commas in quote marks.",
    ),
    "stray_quote": (
        "A quote mark stands in the middle of this cell.",
        "Put the cell in quotes; double the mark.",
    ),
    "text_after_quote": (
        "Text follows a closing quote mark.",
        "Put the cell in quotes; double the marks inside.",
    ),
    "field_too_long": ("This cell is longer than we take.", "Shorten it, or look for an open quote mark."),
    "nul_character": (
        "This cell holds an empty (NUL) character.",
        "Save the file as CSV UTF-8 and send it again.",
    ),
    "encoding": (
        "This cell holds bytes that are not UTF-8.",
        "Save the file as CSV UTF-8, or name its encoding with --encoding (cp1252 for older Windows programs).",
    ),
}


def worded(rule: str, field: Field | None) -> tuple[str, str]:
    """The message and what to do."""
    message, fix = WORDS[rule]
    choices = GRADES if rule == "grades" else field.choices if field else ()
    return message, fix.format(choices=", ".join(choices)) if "{choices}" in fix else fix
