#!/usr/bin/python3
# program: python3.11
# what: subprocess: pipes, input, time limits, environment, signals, shells
# sample: yes
import signal, subprocess, sys
print(subprocess.run(["echo", "hello"], capture_output=True, text=True)); print(subprocess.run("cat | tr a-z A-Z; exit 3", shell=True, input="abc\n", capture_output=True, text=True))
try: subprocess.run(["sleep", "10"], timeout=0.3)
except subprocess.TimeoutExpired as e: print(e.cmd)
p = subprocess.Popen(["sleep", "10"]); p.send_signal(signal.SIGTERM); print(p.wait()); print(subprocess.run(["env"], env={"A": "1"}, capture_output=True, text=True).stdout)
try: subprocess.run(["/nonexistent"])
except FileNotFoundError as e: print(e)
try: subprocess.check_call(["false"])
except subprocess.CalledProcessError as e: print(e)
a = subprocess.Popen(["seq", "100000"], stdout=subprocess.PIPE); b = subprocess.Popen(["sha256sum"], stdin=a.stdout, stdout=subprocess.PIPE, text=True); a.stdout.close(); print(b.communicate()[0], a.wait()); print(subprocess.getoutput("pwd"), subprocess.run([sys.executable, "-c", "import sys; sys.exit(9)"], preexec_fn=lambda: None, start_new_session=True, cwd="/").returncode)
print([subprocess.call(["true"]) for _ in range(20)])
