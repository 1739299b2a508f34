# Modules, packages, reloading, hooks, zip imports, __main__.
import importlib, importlib.util, os, sys, zipfile, subprocess
os.makedirs("pkg/sub"); open("pkg/__init__.py", "w").write("NAME = 'pkg'\nfrom .a import f\n__all__ = ['f']\n"); open("pkg/a.py", "w").write("from . import NAME\ndef f(): return NAME + __name__\n"); open("pkg/sub/__init__.py", "w").write(""); open("pkg/sub/b.py", "w").write("from ..a import f\nfrom .. import NAME as N\nv = f() + N\n"); open("mod.py", "w").write("v = 1\n"); open("pkg/__main__.py", "w").write("import sys; print('main', sys.argv[1:], __package__)\n"); open("bad.py", "w").write("def (\n"); open("loop1.py", "w").write("import loop2\nx = 1\n"); open("loop2.py", "w").write("from loop1 import x\n")
sys.path.insert(0, os.getcwd()); import pkg, pkg.sub.b, mod; print(pkg.f(), pkg.sub.b.v, pkg.__path__ == [os.path.abspath("pkg")], pkg.a.__package__, sorted(n for n in dir(pkg) if n[0] != "_"), mod.v)
open("mod.py", "w").write("v = 22\n"); os.utime("mod.py", (1, 1)); importlib.invalidate_caches(); importlib.reload(mod); print(mod.v, importlib.import_module("pkg.a").f is pkg.f, importlib.util.find_spec("none"), importlib.util.find_spec("json").origin.endswith("json/__init__.py"))
for m in ("none", "bad", "loop1", "pkg.zzz"):
    try: importlib.import_module(m)
    except (ImportError, SyntaxError) as e: print(type(e).__name__, str(e).split(" (")[0][:60])
with zipfile.ZipFile("z.zip", "w") as z: z.writestr("zmod.py", "def g(): return 'zipped ' + __file__[-12:]\n"); z.writestr("__main__.py", "print('from a zip')\n")
sys.path.insert(0, "z.zip"); import zmod; print(zmod.g(), zmod.__loader__.__class__.__name__); print(subprocess.run([sys.executable, "z.zip"], capture_output=True, text=True).stdout, subprocess.run([sys.executable, "-m", "pkg", "x"], capture_output=True, text=True).stdout)
class Hook:
    def find_spec(s, name, path=None, target=None): return importlib.util.spec_from_loader(name, s) if name == "virtual" else None
    def create_module(s, spec): return None
    def exec_module(s, m): m.answer = 42
sys.meta_path.append(Hook()); import virtual; print(virtual.answer, virtual.__spec__.name); spec = importlib.util.spec_from_file_location("other", "mod.py"); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m); print(m.v, "other" in sys.modules, os.path.exists("pkg/__pycache__"), pkg.__getattr__ if hasattr(pkg, "__getattr__") else "no module getattr")
