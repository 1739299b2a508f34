# logging: levels, handlers, formatters, filters, exceptions, configuration.
import logging, logging.config, logging.handlers, io, sys
s = io.StringIO(); h = logging.StreamHandler(s); h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s:%(funcName)s")); l = logging.getLogger("a.b"); l.addHandler(h); l.setLevel(logging.DEBUG); l.propagate = False
def f():
    l.debug("d %d", 5); l.info("i %s %s", "x", "y"); l.warning("w"); l.error("e"); l.critical("%(k)s", {"k": "dict"})
    try: 1 / 0
    except ZeroDivisionError: l.exception("failed")
f(); print("\n".join(x for x in s.getvalue().splitlines() if "File" not in x)); l.setLevel(logging.ERROR); s.truncate(0); s.seek(0); l.info("hidden"); l.error("shown"); print(s.getvalue(), l.isEnabledFor(logging.INFO), logging.getLevelName(25), logging.getLogger("a").getEffectiveLevel(), l.parent.name)
class F(logging.Filter):
    def filter(s, r): r.msg = r.msg.upper(); return "skip" not in str(r.args)
h.addFilter(F()); l.error("up %s", "ok"); l.error("no %s", "skip"); print(s.getvalue().splitlines()[-1]); logging.config.dictConfig({"version": 1, "formatters": {"x": {"format": "[{levelname:>8}] {message}", "style": "{"}}, "handlers": {"c": {"class": "logging.StreamHandler", "stream": sys.stdout, "formatter": "x"}}, "loggers": {"cfg": {"handlers": ["c"], "level": "INFO"}}}); logging.getLogger("cfg").info("configured"); logging.LoggerAdapter(logging.getLogger("cfg"), {}).warning("adapted")
r = logging.handlers.RotatingFileHandler("log", maxBytes=60, backupCount=2); q = logging.getLogger("rot"); q.addHandler(r); q.propagate = False; [q.warning("message number %d", i) for i in range(9)]; r.close(); print(open("log").read(), open("log.1").read()); m = logging.handlers.MemoryHandler(10, logging.ERROR, h); z = logging.getLogger("mem"); z.addHandler(m); z.propagate = False; z.warning("buffered"); print(len(m.buffer)); z.error("flush"); print(len(m.buffer)); logging.addLevelName(25, "NOTICE"); print(logging.getLevelName(25)); logging.getLogger("cfg").log(25, "custom"); print(logging.makeLogRecord({"msg": "m %s", "args": (1,)}).getMessage())
