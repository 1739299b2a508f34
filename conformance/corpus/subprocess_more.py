# subprocess: pipes, statuses, environment, redirections.
import os, subprocess as s, sys
print(s.run(["sh", "-c", "echo out; echo err >&2; exit 3"], capture_output=True, text=True)); print(s.check_output(["tr", "a-z", "A-Z"], input=b"abc")); p = s.Popen(["cat"], stdin=s.PIPE, stdout=s.PIPE); print(p.communicate(b"x" * 100000)[0] == b"x" * 100000, p.returncode)
print(s.run(["sh", "-c", "kill -9 $$"]).returncode, s.getstatusoutput("exit 5"), s.run("echo $V", shell=True, env={"V": "val"}, capture_output=True).stdout, s.run(["pwd"], cwd="/usr", capture_output=True).stdout)
with open("o", "w") as f: s.run(["sh", "-c", "echo a; echo b >&2"], stdout=f, stderr=s.STDOUT)
print(open("o").read(), s.run(["cat"], stdin=open("o"), capture_output=True).stdout, s.run(["true"], stdout=s.DEVNULL).returncode)
for c in (["none"], ["/etc/passwd"], []):
    try: s.run(c)
    except (OSError, IndexError) as e: print(type(e).__name__)
p = s.Popen(["sh", "-c", "read x; echo got $x"], stdin=s.PIPE, stdout=s.PIPE, text=True, bufsize=1); p.stdin.write("line\n"); p.stdin.flush(); print(p.stdout.readline(), p.wait(), p.poll())
r, w = os.pipe(); p = s.Popen(["sh", "-c", f"echo fd >&{w}"], pass_fds=[w]); os.close(w); p.wait(); print(os.read(r, 10)); print([s.Popen(["sh", "-c", f"exit {i}"]).wait() for i in range(5)], s.run([sys.executable, "-c", "import os; print(os.environ.get('Q'))"], env={**os.environ, "Q": "7"}, capture_output=True, text=True).stdout)
ps = [s.Popen(["sleep", "0.05"]) for _ in range(8)]; print([p.wait() for p in ps])
try: s.run(["sleep", "5"], timeout=0.1)
except s.TimeoutExpired: print("timed out")
