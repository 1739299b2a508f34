# signal module: handlers, alarms, masks, waiting.
import os, signal as s, time
got = []; s.signal(s.SIGUSR1, lambda n, f: got.append(n)); os.kill(os.getpid(), s.SIGUSR1); print(got == [s.SIGUSR1], s.getsignal(s.SIGUSR1) is not None, s.Signals(15).name, s.strsignal(11)); s.signal(s.SIGALRM, lambda *a: got.append("alarm")); s.alarm(0); s.setitimer(s.ITIMER_REAL, 0.05); time.sleep(0.2); print(got[-1], s.getitimer(s.ITIMER_REAL))
s.pthread_sigmask(s.SIG_BLOCK, [s.SIGUSR1]); os.kill(os.getpid(), s.SIGUSR1); print(len(got), s.sigpending()); s.pthread_sigmask(s.SIG_UNBLOCK, [s.SIGUSR1]); print(len(got)); s.pthread_sigmask(s.SIG_BLOCK, [s.SIGUSR2]); os.kill(os.getpid(), s.SIGUSR2); print(s.sigwait([s.SIGUSR2]), s.sigtimedwait([s.SIGUSR2], 0.02))
try: os.kill(os.getpid(), s.SIGINT); time.sleep(0.1)
except KeyboardInterrupt: print("interrupt")
def boom(*a): raise RuntimeError("from handler")
s.signal(s.SIGHUP, boom)
try: s.raise_signal(s.SIGHUP); time.sleep(0.1)
except RuntimeError as e: print(e)
r, w = os.pipe(); os.set_blocking(w, False); s.set_wakeup_fd(w); s.raise_signal(s.SIGUSR1); print(os.read(r, 1)[0]); s.set_wakeup_fd(-1); s.signal(s.SIGPIPE, s.SIG_IGN); os.close(r)
try: os.write(w, b"x")
except BrokenPipeError as e: print(e)
for bad in (lambda: s.signal(s.SIGKILL, boom), lambda: s.signal(999, boom), lambda: os.kill(99999999, 0)):
    try: bad()
    except (OSError, ValueError) as e: print(type(e).__name__, e)
print(sorted(x.value for x in s.valid_signals())[:5], s.SIGRTMIN, s.SIGRTMAX, s.siginterrupt(s.SIGUSR1, False))
