"""Makes libraries look for others beside themselves only: `relocate.py FOLDER BUILT_IN`.

Paths of the machines on which wheels (and the copied Python) were built go, and those of the folder BUILT_IN, which
compilers leave in what they print of themselves. On a Mac this is done before signing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import lief


def main(folder: Path, built_in: bytes) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            magic = file.read(4)
        if magic == b"\x7fELF":
            elf(path)
        elif magic in {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}:
            mach_o(path)
        else:
            continue
        cover(path, built_in)


def elf(path: Path) -> None:
    binary = lief.ELF.parse(str(path))
    if binary is None:
        return
    kinds = lief.ELF.DynamicEntryRunPath | lief.ELF.DynamicEntryRpath
    entries = [entry for entry in binary.dynamic_entries if isinstance(entry, kinds)]
    if not any(one.startswith("/") for entry in entries for one in entry.paths):
        return
    own = "$ORIGIN/../lib" if path.parent.name == "bin" else "$ORIGIN"
    for entry in entries:
        entry.paths = [one for one in entry.paths if not one.startswith("/")] or [own]
    write(binary, path)


def mach_o(path: Path) -> None:
    fat = lief.MachO.parse(str(path))
    if fat is None:
        return
    outside = [(one, rpath) for one in fat for rpath in one.rpaths if rpath.path.startswith("/")]
    for one, rpath in outside:
        one.remove(rpath)
    named = [library for one in fat for library in one.libraries if is_own_name(library)]
    for library in named:
        library.name = f"@rpath/{path.name}"
    if outside or named:
        write(fat, path)


def is_own_name(library: lief.MachO.DylibCommand) -> bool:
    """What others that link it write down: uv has the place in it where Python was installed."""
    return library.command == lief.MachO.LoadCommand.TYPE.ID_DYLIB and library.name.startswith("/")


def cover(path: Path, built_in: bytes) -> None:
    content = path.read_bytes()
    if built_in not in content:
        return
    mode = path.stat().st_mode
    path.write_bytes(content.replace(built_in, b"/built".ljust(len(built_in), b"-")[: len(built_in)]))
    path.chmod(mode)


def write(binary: lief.ELF.Binary | lief.MachO.FatBinary, path: Path) -> None:
    mode = path.stat().st_mode
    binary.write(str(path))
    path.chmod(mode)


if __name__ == "__main__":
    lief.logging.disable()
    main(Path(sys.argv[1]), sys.argv[2].encode())
