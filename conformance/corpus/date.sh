# date and its formats.
d() { TZ=$1 date -d "$2" "+$3"; }
d UTC @0 '%F %T %Z'
d UTC '2024-02-28 12:00 + 2 days' '%A %d %B %Y %j %U %u'
d UTC '2000-01-01 00:00:00 -1 second' '%s'
d UTC '1 month ago 2024-03-31' '%F'
d Europe/Berlin '@1720000000' '%F %T %Z %z'
d America/New_York '@1700000000' '%c %p %I'
d UTC '2024-12-30' '%G-W%V'
TZ=UTC date -u -d 'next friday 2024-05-06' +%F 2>/dev/null || echo refused
date -u -d '2024-06-15T10:20:30.123456789Z' +%N
date -u -R -d @1; date -u -Iseconds -d @1; date -d nonsense 2>/dev/null; echo $?
TZ='<+03>-3' date -d @0 +%H%z
