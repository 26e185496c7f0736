"""What each rule says to a person, and what to do."""

WORDS: dict[str, tuple[str, str]] = {
    "required": ("This field is empty, and it may not be.", "Fill it in at the source and export again."),
    "id": ("This id is longer than 255 characters.", "Check that it is an id."),
    "control_character": (
        "A text in this record holds a control character, such as 0x1A.",
        "Retype the text at the source: it was most likely pasted from another program.",
    ),
    "field_too_long": ("This text is longer than we take.", "Shorten it at the source."),
    "date": ("This is not a date.", "Write it as 2026-08-31."),
    "ambiguous_date": ("This date can be read in two ways.", "Write it as 2026-08-31."),
    "number": ("This is not a number.", "Write digits, with a point for decimals."),
    "share": ("This is not a share from 0 to 1.", "Write the part of a day or place, such as 0.5."),
    "flag": ("This is neither true nor false.", "Write true or false."),
    "year": ("This is not a school year.", "Write 2025-2026 in XML, or the year in which it ends in JSON."),
    "duplicate_key": (
        "Several records have this key and differ.",
        "Leave one of them at the source. We did not choose one for you.",
    ),
    "unknown_id": (
        "This points to a record of the same file by its id, and there is no such record that we can use.",
        "Export the record it points to in the same file, or write its key out.",
    ),
    "refers_to_quarantined": (
        "It names a record that is set aside itself.",
        "Correct that record. This one comes in with it.",
    ),
    "not_json": ("This line is not sound JSON.", "Look at quote marks and commas, or export the file again."),
    "not_a_record": ("This is not a record between { and }.", "Write one record per line."),
    "field_twice": ("A field is there twice in this record.", "Leave it once."),
    "encoding": ("This line holds bytes that are not UTF-8.", "Save the file as UTF-8."),
    "not_used": ("We have no use for this kind of record.", "Nothing. It was counted and left out."),
    "repeated": ("The same record is there twice.", "Nothing. It counted once."),
    "same_day": (
        "Another event of the same student, school and day says more.",
        "Nothing. A day counts once: the longest absence does.",
    ),
    "unknown_category": (
        "We do not know whether this attendance category is an absence.",
        "Say what it means in a file for --descriptors, under “attendance”.",
    ),
    "unknown_students": (
        "It names a student of no feed.",
        "Load the students as well: Student.xml, students.json or OneRoster's users.",
    ),
    "unknown_schools": (
        "It names a school of no feed.",
        "Load the schools as well: EducationOrganization.xml, schools.json or OneRoster's orgs.",
    ),
    "unknown_reference": (
        "It belongs to a record that is not in the files.",
        "Nothing, if that is not meant to be here; else export it too.",
    ),
    "unknown_respondent": (
        "It does not say whether a student, a staff member or a family answered.",
        "Nothing, if it was meant to be anonymous. It cannot be counted under any of the three.",
    ),
}


def worded(rule: str) -> tuple[str, str]:
    """The message and what to do."""
    return WORDS[rule]
