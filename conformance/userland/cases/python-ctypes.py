#!/usr/bin/python3
# program: python3.11
# what: ctypes: libc and libm functions, structures, callbacks, errno, buffers
# sample: yes
import ctypes, ctypes.util
c = ctypes.CDLL("libc.so.6", use_errno=True); m = ctypes.CDLL("libm.so.6"); m.pow.restype = ctypes.c_double; m.pow.argtypes = [ctypes.c_double] * 2; print(m.pow(2, 10), c.abs(-5), c.strlen(b"hello"))
class P(ctypes.Structure): _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double), ("z", ctypes.c_char * 4)]
p = P(1, 2.5, b"ab"); print(ctypes.sizeof(p), p.x, p.y, p.z, bytes(p)[:4]); CMP = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int)); v = (ctypes.c_int * 6)(5, 3, 9, 1, 7, 2); c.qsort(v, 6, 4, CMP(lambda a, b: a[0] - b[0])); print(list(v)); print(c.open(b"/nonexistent", 0), ctypes.get_errno()); b = ctypes.create_string_buffer(64); c.snprintf(b, 64, b"%d-%s-%.2f", 42, b"x", ctypes.c_double(1.5)); print(b.value)
class D(ctypes.Structure): _fields_ = [("quot", ctypes.c_int), ("rem", ctypes.c_int)]
c.div.restype = D; d = c.div(17, 5); print(d.quot, d.rem); print(ctypes.cast(ctypes.pointer(p), ctypes.POINTER(ctypes.c_int))[0], ctypes.string_at(b, 4), ctypes.util.find_library("m"))
