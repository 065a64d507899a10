"""The page's bundle: `build` makes it from web/, `check` says whether it is what web/ makes, `fresh` if it surely is.

What it was made from is kept beside it as a digest, so that Node is needed only where web/ changed since.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
STATIC = ROOT / "src" / "sqlgym" / "web" / "static"
RECORD = STATIC / "bundle.json"
MADE = ("app.js", "app.css", "LICENSES.txt")


def digest(paths: list[Path]) -> str:
    """A SHA-256 over names and contents."""
    found = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        found.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def sources() -> list[Path]:
    """All that the bundle is made from."""
    return [WEB / "package.json", WEB / "package-lock.json", *sorted((WEB / "src").iterdir())]


def record() -> str:
    """What is kept of the bundle: the digests of what it was made from, and of what was made."""
    made = {"sources": digest(sources()), "bundle": digest([STATIC / name for name in MADE])}
    return json.dumps(made, indent=2) + "\n"


def build(target: Path, web: Path = WEB) -> None:
    """Make the bundle in a folder."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("web/ changed since the bundle was made: this needs node and npm to make it again")
    subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--silent"], cwd=web, check=True)
    subprocess.run([npm, "run", "--silent", "build", "--", f"--outdir={target}"], cwd=web, check=True)
    (target / "LICENSES.txt").write_text(licences(web), encoding="utf-8")


def licences(web: Path) -> str:
    """The licences of the packages in the bundle."""
    packages = json.loads((web / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    parts = []
    for name, about in sorted(packages.items()):
        if name and not about.get("dev"):
            text = next((web / name).glob("LICENSE*")).read_text(encoding="utf-8").strip()
            parts.append(f"{name.removeprefix('node_modules/')} {about['version']}\n\n{text}\n")
    return ("\n" + "-" * 72 + "\n\n").join(parts)


def fresh() -> bool:
    """Whether the bundle is the one that was made, from what is in web/ now."""
    return RECORD.read_text(encoding="utf-8") == record()


def check() -> None:
    """Exit with a sentence where the bundle is not what web/ makes."""
    if fresh():
        return
    with tempfile.TemporaryDirectory() as folder:
        web, target = Path(folder) / "web", Path(folder) / "static"
        shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules"))
        target.mkdir()
        build(target, web)
        other = [name for name in MADE if (target / name).read_bytes() != (STATIC / name).read_bytes()]
    if other:
        sys.exit(f"{', '.join(other)}: not what web/ makes; run `make bundle` and commit what it writes")


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        check()
    elif sys.argv[1:] == ["fresh"]:
        sys.exit(not fresh())
    else:
        build(STATIC)
        RECORD.write_text(record(), encoding="utf-8")
