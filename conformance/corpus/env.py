# The process's surroundings: environment, argv, ids, limits, paths, platform.
import os, sys, platform, resource, pwd, grp, locale, getpass, socket, sysconfig, site, errno
print(sys.argv[1:], sys.version_info[:2], sys.implementation.name, sys.maxsize, sys.byteorder, sys.platform, platform.machine(), platform.system(), os.name, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.flags.optimize, sys.executable)
os.environ["NEW"] = "v"; print(os.getenv("NEW"), os.environ.get("NONE"), os.path.expandvars("$NEW/x"), sorted(k for k in os.environ if k in ("HOME", "PATH", "LANG"))); del os.environ["NEW"]; print("NEW" in os.environ, os.getuid(), os.geteuid(), os.getgid(), os.getgroups()[:1], pwd.getpwuid(0).pw_name, pwd.getpwnam("root").pw_dir, grp.getgrgid(0).gr_name, getpass.getuser(), os.getlogin.__name__)
print(os.uname().sysname, socket.gethostname(), os.umask(0o77), os.umask(0o22), os.getcwd().startswith("/tmp/work"), os.nice(0), os.cpu_count() > 0, resource.getrlimit(resource.RLIMIT_CORE)[0] >= -1, resource.getpagesize(), os.sysconf("SC_CLK_TCK"), os.sysconf("SC_NPROCESSORS_ONLN") > 0, os.confstr("CS_PATH"), os.pathconf("/", "PC_NAME_MAX"), os.ctermid(), os.isatty(0), os.get_exec_path()[0], os.strerror(2), errno.errorcode[13], os.times().user >= 0, os.getloadavg()[0] >= 0)
try: pwd.getpwnam("nobodyhere")
except KeyError as e: print(e)
resource.setrlimit(resource.RLIMIT_NOFILE, (50, 100)); print(resource.getrlimit(resource.RLIMIT_NOFILE)); fds = []
try:
    while True: fds.append(os.open("/dev/null", 0))
except OSError as e: print(e.strerror, len(fds) > 40)
print(locale.setlocale(locale.LC_ALL, "C.UTF-8"), locale.getpreferredencoding(), locale.format_string("%.2f", 1234.5), open("/dev/zero", "rb").read(3), os.path.exists("/proc/self/status"), open("/proc/self/comm").read(), open("/proc/self/cmdline", "rb").read().split(b"\0")[0], os.readlink("/proc/self/exe"), os.readlink("/proc/self/cwd").startswith("/tmp"), [l for l in open("/proc/self/status") if l.startswith("Name")], len(os.listdir("/proc/self/fd")) > 40, open("/etc/hostname").read() if False else "", "ctypes" in sys.stdlib_module_names, sysconfig.get_path("stdlib"), site.ENABLE_USER_SITE in (True, False, None))
