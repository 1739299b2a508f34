#!/usr/bin/python3
# program: python3.11
# what: pseudo-terminals: pty.openpty, pty.spawn, termios
import os, pty, sys, termios
m, s = pty.openpty(); os.write(s, b"out\n"); print(os.read(m, 100), os.isatty(s), os.ttyname(s).startswith("/dev/pts/")); a = termios.tcgetattr(s); a[3] &= ~termios.ECHO; termios.tcsetattr(s, termios.TCSANOW, a); os.write(m, b"in\n"); print(os.read(s, 100)); termios.tcsetwinsize(m, (24, 80)); print(os.get_terminal_size(s)); pid, fd = pty.fork()
if pid == 0: os.execvp("sh", ["sh", "-c", "tty -s && echo terminal"])
print(os.read(fd, 100)); print(os.waitpid(pid, 0)[1])
