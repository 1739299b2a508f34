# Regular expressions over a log.
import re

lines = "\n".join(
    f'10.{n % 256}.{n * 7 % 256}.{n * 13 % 256} - user{n % 50} [{n % 28 + 1:02}/Nov/2026:{n % 24:02}:00:00] '
    f'"GET /path/{n * 31 % 1000}?q={"x" * (n % 20)} HTTP/1.1" {200 + n % 5 * 100} {n * 97 % 100000}'
    for n in range(6_000)
)
request = re.compile(r'^(\d+\.\d+\.\d+\.\d+) - (\w+) \[([^\]]+)\] "(GET|POST) ([^ ?]+)(?:\?q=(x*))? HTTP/1\.\d" (\d{3}) (\d+)$', re.M)
total = 0
for _ in range(70):
    for match in request.finditer(lines):
        total += int(match[8]) + len(match[6] or "")
    total += len(re.findall(r"(?:user1|user2)\d?\b", lines))
    total += len(re.sub(r"\d+", lambda m: str(len(m[0])), lines[:100_000]))
print(total)
