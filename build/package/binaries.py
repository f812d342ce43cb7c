"""Looks into every binary file below a folder: for which machine and system it is, and what it needs from elsewhere.

    binaries.py FOLDER macos|linux [LEAST_MACOS]

Prints JSON: `binaries`, the paths of those found; `problems`, what is wrong with which. Mach-O files are told by their
content, as electron-builder does before it signs them.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import lief

MACH_O = {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe"}
ELF = b"\x7fELF"
# Libraries under the GPL that builds of FFmpeg and others bring.
GPL = re.compile(r"(x264|x265|postproc|vidstab|rubberband|libcdio|libsmbclient|readline|xvid|frei0r|davs2|xavs)", re.I)
# Of the system, on every Mac and every desktop with glibc.
MAC_SYSTEM = ("/usr/lib/", "/System/Library/")
MAC_RELATIVE = ("@rpath/", "@loader_path/", "@executable_path/")
LINUX_SYSTEM = re.compile(
    r"^(ld-linux.*|linux-vdso|lib(c|m|dl|rt|pthread|util|resolv|nsl|crypt|stdc\+\+|gcc_s|z|expat|ssl|crypto|ffi|bz2|lzma|"
    r"sqlite3|uuid|ncursesw?|tinfo|panelw?|db|gdbm(_compat)?|nss.*|tirpc|readline|edit))[-.]"
)


def main(folder: Path, platform: str, least: str) -> None:
    binaries: list[str] = []
    problems: list[str] = []
    names = {path.name for path in folder.rglob("*")}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            target = Path(os.path.realpath(path))
            if not target.is_relative_to(folder.resolve()):
                problems.append(f"{path.relative_to(folder)}: links to {target}")
            continue
        if not path.is_file():
            continue
        with path.open("rb") as file:
            magic = file.read(4)
        relative = str(path.relative_to(folder))
        found: list[str] = []
        if platform == "macos" and magic in MACH_O and not path.name.endswith(".class"):
            binaries.append(relative)
            found = mach_o(path, least, names)
        elif magic == ELF:
            binaries.append(relative)
            found = elf(path, names) if platform == "linux" else ["is for Linux"]
        if magic in MACH_O or magic == ELF:
            if GPL.search(path.name):
                found.append("is a library under the GPL")
        problems += [f"{relative}: {what}" for what in found]
    json.dump({"binaries": binaries, "problems": problems}, sys.stdout)


def mach_o(path: Path, least: str, names: set[str]) -> list[str]:
    fat = lief.MachO.parse(str(path))
    if fat is None:
        return ["can't be read"]
    slices = [one for one in fat if one.header.cpu_type == lief.MachO.Header.CPU_TYPE.ARM64]
    if not slices:
        return ["has no code for arm64"]
    problems = []
    for one in slices:
        version = system(one)
        if version and version > tuple(int(part) for part in least.split(".")):
            problems.append(f"needs macOS {'.'.join(map(str, version))}")
        for library in one.libraries:
            if library.command == lief.MachO.LoadCommand.TYPE.ID_DYLIB:
                continue
            if not library.name.startswith(MAC_SYSTEM + MAC_RELATIVE):
                problems.append(f"loads {library.name}")
            elif library.name.startswith(MAC_RELATIVE) and library.name.split("/")[-1] not in names:
                problems.append(f"loads {library.name}, which isn't there")
            if GPL.search(library.name):
                problems.append(f"loads {library.name}, which is under the GPL")
        problems += [f"looks for libraries in {rpath.path}" for rpath in one.rpaths if rpath.path.startswith("/")]
    return problems


def system(binary: lief.MachO.Binary) -> tuple[int, ...] | None:
    if binary.has_build_version:
        return tuple(binary.build_version.minos[:2])
    if binary.has_version_min:
        return tuple(binary.version_min.version[:2])
    return None


def elf(path: Path, names: set[str]) -> list[str]:
    binary = lief.ELF.parse(str(path))
    if binary is None:
        return ["can't be read"]
    machine = {"x86_64": lief.ELF.ARCH.X86_64, "aarch64": lief.ELF.ARCH.AARCH64}[os.uname().machine]
    if binary.header.machine_type != machine:
        return [f"is for {binary.header.machine_type}"]
    problems = []
    for library in binary.libraries:
        if library not in names and not LINUX_SYSTEM.match(library):
            problems.append(f"needs {library}, which isn't there")
        if GPL.search(library) and not LINUX_SYSTEM.match(library):
            problems.append(f"needs {library}, which is under the GPL")
    for entry in binary.dynamic_entries:
        if isinstance(entry, lief.ELF.DynamicEntryRunPath):
            problems += [f"looks for libraries in {one}" for one in entry.paths if one.startswith("/")]
    return problems


if __name__ == "__main__":
    lief.logging.disable()
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "14.0")
