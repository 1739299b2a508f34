# datetime: arithmetic, formats, time zones, ISO parsing.
import datetime as d, calendar, time, zoneinfo
a = d.datetime(2024, 2, 28, 23, 30); print(a + d.timedelta(hours=25.5), a - d.datetime(2000, 1, 1), a.isoformat(), a.strftime("%a %b %d %H:%M:%S %Y %j %U %p"), a.isocalendar(), a.weekday(), a.timetuple().tm_yday)
print(d.date.fromisoformat("2024-12-30").isocalendar(), d.date.fromordinal(730000), d.datetime.strptime("5 Mar 2021 07:08", "%d %b %Y %H:%M"), d.datetime.fromisoformat("2024-05-06T07:08:09.123456+02:00"), d.timedelta(days=-1, seconds=5), d.timedelta(seconds=3661) // d.timedelta(minutes=1), abs(d.timedelta(-2)), d.timedelta(1) / 7)
u = d.datetime(2024, 7, 1, 12, tzinfo=d.timezone.utc); print(u.astimezone(d.timezone(d.timedelta(hours=5, minutes=30))), u.timestamp(), d.datetime.fromtimestamp(0, d.timezone.utc), u.replace(year=2023), u.utcoffset())
try:
    for z in ("Europe/Berlin", "America/New_York", "Asia/Kolkata"): print(z, u.astimezone(zoneinfo.ZoneInfo(z)), (u - d.timedelta(days=180)).astimezone(zoneinfo.ZoneInfo(z)).tzname())
except zoneinfo.ZoneInfoNotFoundError as e: print(e)
print(calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.month(2024, 2)); print(time.strftime("%Y-%m-%d", time.gmtime(86400 * 365)), calendar.timegm((2000, 1, 1, 0, 0, 0)), time.strptime("10:20", "%H:%M").tm_min)
for f in (lambda: d.date(2023, 2, 29), lambda: d.datetime.fromisoformat("x"), lambda: a < u):
    try: f()
    except (ValueError, TypeError) as e: print(e)
print(sorted([d.date(2024, 1, 2), d.date(2023, 5, 6)]), d.date.max, d.datetime.min, hash(d.date(2024, 1, 1)) == hash(d.date(2024, 1, 1)), d.time(1, 2, 3, 4).isoformat("milliseconds"))
