# argparse: options, subcommands, errors, help.
import argparse, contextlib, io, sys
p = argparse.ArgumentParser(prog="tool", description="A tool.", epilog="The end."); p.add_argument("-v", "--verbose", action="count", default=0); p.add_argument("--num", type=int, default=3, metavar="N", help="a number (default %(default)s)"); p.add_argument("--mode", choices=["a", "b"]); p.add_argument("--flag", action=argparse.BooleanOptionalAction)
s = p.add_subparsers(dest="cmd", required=True); a = s.add_parser("add", help="add things"); a.add_argument("items", nargs="+", type=float); r = s.add_parser("rm"); r.add_argument("name"); g = r.add_mutually_exclusive_group(); g.add_argument("-x", action="store_true"); g.add_argument("-y", action="store_const", const=5)
for line in ("-vv --num 7 add 1 2.5", "--no-flag rm name -x", "--mode b rm -- -dash", "--nu=9 add 1"): print(sorted(vars(p.parse_args(line.split())).items()))
for line in ("", "add", "--mode c add 1", "--num x add 1", "rm n -x -y", "unknown", "add 1 --what"):
    e = io.StringIO()
    try:
        with contextlib.redirect_stderr(e): p.parse_args(line.split())
    except SystemExit as x: print(x.code, e.getvalue().splitlines()[-1])
print(p.format_help()); print(p.format_usage()); print(p.parse_known_args(["add", "1", "--zzz"])[1])
