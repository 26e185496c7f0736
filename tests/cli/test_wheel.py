"""The built wheel in an empty environment, with no checkout near it: how a district runs it."""

import gzip
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, environment, rows, serving
from tests.cli.visiting import Visitor

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "src" / "groundswell"
STORYBOARD = (
    "SELECT place.code, project.id, max(storyboard.id) FROM reports_storyboard storyboard "
    "JOIN projects_project project ON project.id = storyboard.project_id "
    "JOIN places_place place ON place.id = project.place_id WHERE project.name = 'Someone Noticed' GROUP BY 1, 2"
)
SCHOOL_NUMBER = re.compile(rb"\b\d{2}[MXKQR]\d{3}\b")


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(
            f"pip could not do its part (it needs its cache or a package registry):\n{done.stderr[-3000:]}"
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    pip("wheel", ".", "--no-deps", "--quiet", "--wheel-dir", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `groundswell`, in an environment that holds the wheel, what it depends on, and not even pip."""
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "environment")], check=True)
    python = str(folder / "environment" / "bin" / "python")
    locked = re.findall(r"^[\w.-]+==[^\s;]+", (CHECKOUT / "requirements.lock").read_text(), re.MULTILINE)
    (folder / "versions.txt").write_text("\n".join(locked))
    versions = ("--constraint", str(folder / "versions.txt"))
    pip("--python", python, "install", "--quiet", "--no-compile", *versions, str(wheel))
    return folder / "environment" / "bin" / "groundswell"


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    here = {
        str(file.relative_to(PACKAGE.parent))
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert names == here
    endings = {Path(name).suffix for name in names}
    assert {".py", ".html", ".css", ".js", ".woff2", ".yaml", ".csv", ".gz", ".typ", ".svg"} <= endings


def test_no_real_school_is_in_the_wheel(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        texts = {name: _text(name, archive.read(name)) for name in archive.namelist()}
    found = {name: SCHOOL_NUMBER.findall(text) for name, text in texts.items() if SCHOOL_NUMBER.search(text)}
    assert found == {}
    assert b"LW-01" in texts["groundswell/example/data/attendance_daily.csv.gz"]


def _text(name: str, content: bytes) -> bytes:
    """Fonts and pictures hold bytes that only look like words."""
    content = gzip.decompress(content) if name.endswith(".gz") else content
    return b"" if Path(name).suffix in {".woff2", ".ttf", ".mo"} else content


def test_it_serves_the_example_from_an_empty_environment(installed: Path, tmp_path: Path):
    home = tmp_path / "home"
    with serving(home, "demo", command=str(installed)) as server:
        visitor = Visitor(server.address)
        assert "Annette" in visitor.step_in_as("baptiste")
        _look_at_the_style(visitor)
        _look_at_the_work(visitor, home)
    done = [str(installed), "check"]
    check = subprocess.run(done, env=environment(home, EXAMPLE), capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout + check.stderr
    assert str(CHECKOUT) not in server.log.read_text()


def _look_at_the_style(visitor: Visitor) -> None:
    """Style sheets, the fonts that they name, and scripts arrive, each with its own kind of content."""
    page = visitor.page("/design/")
    styles, scripts = (set(re.findall(rf'"(/static/[^"]+\.{kind})"', page)) for kind in ("css", "js"))
    assert styles
    assert scripts
    assert {visitor.fetch(script)[0] for script in scripts} == {"text/javascript"}
    sheets = [visitor.fetch(style) for style in styles]
    assert {kind for kind, _content in sheets} == {"text/css"}
    fonts = set(re.findall(rb"fonts/([\w.-]+\.woff2)", b"".join(content for _kind, content in sheets)))
    assert fonts
    for font in fonts:
        kind, content = visitor.fetch(f"/static/fonts/{font.decode()}")
        assert (kind, content[:4]) == ("font/woff2", b"wOF2")


def _look_at_the_work(visitor: Visitor, home: Path) -> None:
    """A school with its charts, a project, and a storyboard as a page and as a PDF."""
    ((school, project, storyboard),) = rows(home, STORYBOARD)
    assert "<svg" in visitor.page(f"/places/{school}/")
    visitor.page(f"/projects/{project}/")
    visitor.page(f"/storyboards/{storyboard}/")
    kind, pdf = visitor.fetch(f"/storyboards/{storyboard}/pdf/")
    assert kind == "application/pdf"
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000
