# pathlib, os, shutil, tempfile, glob, fnmatch.
import os, pathlib, shutil, tempfile, glob, fnmatch, stat
p = pathlib.Path("d/e/f.tar.gz"); print(p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix(".x"), p.with_name("n"), p.with_stem("s"), p.is_absolute(), (p / "../g").as_posix(), pathlib.PurePath("/a/b/c").relative_to("/a"), p.match("*.gz"), pathlib.PureWindowsPath("C:\\x\\y").name)
p.parent.mkdir(parents=True); p.write_text("content\n"); print(p.exists(), p.read_bytes(), p.stat().st_size, oct(p.stat().st_mode), p.is_file(), p.parent.is_dir()); p.rename("d/g"); print(sorted(map(str, pathlib.Path("d").rglob("*"))), pathlib.Path("none").exists())
for i in range(4): pathlib.Path(f"d/x{i}.{'ab'[i % 2]}").touch()
print(sorted(glob.glob("d/*.a")), sorted(glob.glob("**/*.b", recursive=True)), fnmatch.filter(["a.c", "b.h"], "*.c"), sorted(e.name for e in os.scandir("d") if e.is_file()), [(r, sorted(ds), sorted(fs)) for r, ds, fs in os.walk("d")])
os.symlink("g", "d/l"); print(os.path.islink("d/l"), os.readlink("d/l"), os.path.realpath("d/l").endswith("d/g"), os.lstat("d/l").st_size, os.path.samefile("d/l", "d/g")); shutil.copy2("d/g", "h"); shutil.copytree("d", "c", symlinks=True, ignore=shutil.ignore_patterns("*.b")); print(sorted(os.listdir("c")), shutil.which("sh") is not None); shutil.move("h", "c/moved"); print(os.path.getsize("c/moved")); os.remove("c/moved"); shutil.rmtree("c")
for f in (lambda: os.rmdir("d"), lambda: os.mkdir("d"), lambda: os.remove("none"), lambda: os.listdir("d/g"), lambda: os.open("d/g/x", 0), lambda: os.rename("none", "q")):
    try: f()
    except OSError as e: print(type(e).__name__, e.strerror, e.filename)
with tempfile.TemporaryDirectory() as t: print(os.path.isdir(t)); open(os.path.join(t, "f"), "w").close()
print(os.path.exists(t), os.path.join("a", "/b", "c"), os.path.normpath("a//b/../c/."), os.path.splitext("a.b.c"), os.path.commonpath(["/a/b", "/a/c"]), os.path.expanduser("~"), os.path.relpath("/a/b", "/a/c"), os.path.basename("/x/"), os.sep, os.linesep, os.path.isabs("/"), os.fspath(p))
