# os.fork, wait, exec, pipes between them, signals to children.
import os, signal, sys, time
def child(f):
    sys.stdout.flush(); p = os.fork()
    if p == 0:
        try: c = f() or 0
        except SystemExit as e: c = e.code
        sys.stdout.flush(); os._exit(c)
    return p
print(os.waitstatus_to_exitcode(os.waitpid(child(lambda: 7), 0)[1])); r, w = os.pipe(); p = child(lambda: os.write(w, b"from child") * 0); os.close(w); print(os.read(r, 100), os.read(r, 100)); os.wait()
p = child(lambda: time.sleep(10)); os.kill(p, signal.SIGTERM); s = os.waitpid(p, 0)[1]; print(os.WIFSIGNALED(s), os.WTERMSIG(s)); p = child(lambda: os.execvp("sh", ["sh", "-c", "echo executed; exit 4"])); print(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]))
ps = {child(lambda i=i: i): i for i in range(6)}; print(sorted((ps[p], os.waitstatus_to_exitcode(s)) for p, s in (os.wait() for _ in range(6)))); print(os.waitpid(child(lambda: time.sleep(0.2)), os.WNOHANG)); os.wait()
try: os.wait()
except ChildProcessError as e: print(e)
x = [1]; p = child(lambda: x.append(2)); os.wait(); print(x); got = []; signal.signal(signal.SIGCHLD, lambda *a: got.append(1)); child(lambda: 0); os.wait(); time.sleep(0.01); print(got); signal.signal(signal.SIGCHLD, signal.SIG_DFL)
p = child(lambda: os.kill(os.getpid(), signal.SIGSTOP)); print(os.WIFSTOPPED(os.waitpid(p, os.WUNTRACED)[1])); os.kill(p, signal.SIGCONT); print(os.waitpid(p, 0)[1]); print(os.getppid() > 0, os.getpgrp() == os.getpgid(0), os.getsid(0) > 0); p = child(lambda: (os.setsid(), os.getpid() == os.getsid(0) == os.getpgrp())[1] * 1); print(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1])); p = os.posix_spawnp("sh", ["sh", "-c", "exit 9"], os.environ); print(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1])); print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "exit 2"), os.system("exit 3") >> 8, os.popen("echo popen").read())
