"""Invented CALPADS records, with each field where the layout puts it."""

from pathlib import Path

from groundswell.store.read.calpads.layouts import layouts

SHARED_FIELDS = {"lea": "1234567", "school": "0001", "school_year": "2025-2026"}
PERSON = {"given_name": "Ana", "family_name": "Family", "birth_date": "20150109", "sex": "F", "local_id": ""}


def record(kind: str, **fields: str) -> str:
    """One record. Fields that the kind does not have are left out."""
    layout = layouts()[kind]
    cells = [""] * (max(layout.fields.values()) + 2)
    cells[0] = kind
    for name, value in {**SHARED_FIELDS, **PERSON, **fields}.items():
        if name in layout.fields:
            cells[layout.fields[name] - 1] = value
    return "^".join(cells)


def files(folder: Path, **records: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in records.items():
        (folder / f"{name}.txt").write_bytes(("\r\n".join(lines) + "\r\n").encode())
    return folder


def year_of_records() -> dict[str, list[str]]:
    """Two students: 8000000001 whom the rosters know by a local id, and 8000000003 whom they do not know."""
    one, three = "8000000001", "8000000003"
    return {
        "senr": [
            record("SENR", ssid=one, local_id="0001040", entry_date="20250820", grade="KN"),
            record("SENR", ssid=three, local_id="X3", sex="M", entry_date="20250820", exit_date="20260105",
                   exit_type="T160", grade="01"),
        ],
        "sinf": [record("SINF", ssid=one, local_id="0001040", begin_date="20250820", hispanic="N", race_1="400", race_2="700")],
        "sela": [record("SELA", ssid=one, status="EL", begin_date="20210820"),
                 record("SELA", ssid=one, status="RFEP", begin_date="20260201")],
        "sprg": [record("SPRG", ssid=three, program="181", begin_date="20250820")],
        "stas": [record("STAS", ssid=one, days_expected="180", days_attended="170.00")],
        "discipline": [
            record("SINC", incident="I1", date="20251010"),
            record("SIRS", incident="I1", ssid=three, result="100", days="2.00"),
            record("SOFF", incident="I1", ssid=three, offense="511"),
        ],
    }  # fmt: skip
