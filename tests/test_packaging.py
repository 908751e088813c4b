"""The wheel, built and run outside the checkout."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAYGROUND = ROOT / "timeline/web/static/playground"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    return next(built.glob("timeline_api-*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``timeline``, installed from the wheel where its dependencies are and no checkout is."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, symlinks=True)
    python = folder / "bin/python"
    site = next(folder.glob("lib/python*/site-packages"))
    # A path in a .pth file is not searched for .pth files itself: the checkout's own is left out.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], check=True)
    return folder / "bin/timeline"


def test_the_wheel_has_all_the_checkout_has(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in ("timeline", "schema")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    migrations = {f"timeline/_alembic/versions/{path.name}" for path in ROOT.glob("alembic/versions/*.py")}
    seeds = ROOT / "seed_data"
    seed = {f"timeline/_seed_data/{path.relative_to(seeds).as_posix()}" for path in seeds.rglob("*.yaml")}
    assert migrations
    assert seed
    assert names >= ours | migrations | seed | {"timeline/_alembic/env.py", "schema/schema.graphql"}


def test_the_wheel_brings_nothing_but_its_own(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {
        "timeline",
        "schema",
        "timeline_api",
    }
    assert not [name for name in names if name.endswith((".db", ".pyc"))]


@pytest.mark.skipif(not (PLAYGROUND / "index.html").is_file(), reason="the playground is not built")
def test_the_wheel_has_the_playground(wheel: Path) -> None:
    assert "timeline/web/static/playground/index.html" in zipfile.ZipFile(wheel).namelist()


def test_the_sdist_has_what_the_wheel_is_built_from(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {"pyproject.toml", "README.md", "LICENSE", "alembic/env.py", "timeline/cli/__init__.py"}
    assert not [name for name in names if "node_modules" in name or name.startswith(".venv")]


def test_the_installed_program_loads_shows_and_answers_by_itself(program: Path, tmp_path: Path) -> None:
    def timeline(*arguments: str) -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
        ran = subprocess.run([program, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    timeline("init")
    timeline("load", "--seed-data")
    assert "belarus-2020" in timeline("show")
    assert timeline("show", "belarus-2020").count("\n") > 100
    assert "Belarus" in timeline("query", '{ timeline(slug: "belarus-2020") { title } }')
    assert "type Query" in timeline("export-schema")
