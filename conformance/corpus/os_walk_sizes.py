# A tree built, walked, measured, pruned, copied and compared.
import os, filecmp, shutil, hashlib, stat
for d in range(3):
    for e in range(3):
        os.makedirs(f"t/d{d}/e{e}")
        for f in range(d + e): open(f"t/d{d}/e{e}/f{f}.{'txt' if f % 2 else 'bin'}", "w").write("x" * (d * 100 + e * 10 + f))
os.symlink("../d0", "t/d1/up"); os.chmod("t/d2", 0o711); os.mkfifo("t/pipe")
print([(r, sorted(ds), len(fs)) for r, ds, fs in sorted(os.walk("t"))]); print(sum(os.path.getsize(os.path.join(r, f)) for r, _, fs in os.walk("t") for f in fs if not f == "pipe"), [r for r, ds, fs in os.walk("t", topdown=False)][-1], len(list(os.walk("t", followlinks=True))))
out = []
for r, ds, fs in os.walk("t"): ds[:] = sorted(d for d in ds if d != "d1"); out.append(r)
print(out); os.remove("t/pipe"); shutil.copytree("t", "u", symlinks=True); c = filecmp.dircmp("t", "u"); print(c.left_only, c.diff_files, c.common_dirs); open("u/d0/e1/f0.bin", "a").write("!"); os.remove("u/d2/e2/f3.txt"); open("u/new", "w").close()
def cmp(a, b, p=""):
    c = filecmp.dircmp(a, b, shallow=False) if False else filecmp.dircmp(a, b); r = [f"-{p}{x}" for x in c.left_only] + [f"+{p}{x}" for x in c.right_only] + [f"!{p}{x}" for x in c.diff_files]
    return r + [y for d in sorted(c.common_dirs) for y in cmp(f"{a}/{d}", f"{b}/{d}", f"{p}{d}/")]
print(cmp("t", "u")); h = hashlib.sha1()
for r, ds, fs in os.walk("t"):
    ds.sort()
    for f in sorted(fs): h.update(os.path.join(r, f).encode()); h.update(open(os.path.join(r, f), "rb").read())
print(h.hexdigest(), shutil.disk_usage(".").total > 0, stat.filemode(os.stat("t/d2").st_mode), stat.S_ISLNK(os.lstat("t/d1/up").st_mode), sorted((e.name, e.is_dir(), e.is_symlink(), e.stat(follow_symlinks=False).st_size > 0) for e in os.scandir("t/d1"))); shutil.make_archive("arch", "gztar", "t"); shutil.unpack_archive("arch.tar.gz", "v"); print(cmp("t", "v"), shutil.rmtree("v"), os.path.exists("v"), os.stat("t/d0/e1/f0.bin").st_nlink, os.access("t", os.W_OK), os.path.ismount("/"), os.link("t/d0/e1/f0.bin", "hard"), os.stat("hard").st_nlink)
