# Calendars and durations: a year in weeks, workdays, birthdays, leap years.
import datetime as dt, calendar, collections
y = 2024; days = [dt.date(y, 1, 1) + dt.timedelta(i) for i in range(366 if calendar.isleap(y) else 365)]
print(collections.Counter(d.strftime("%A") for d in days)); print(collections.Counter(d.isocalendar().week for d in days).most_common(3))
print([d.isoformat() for d in days if d.day == 13 and d.weekday() == 4]); print([m for m in range(1, 13) if dt.date(y, m, 1).weekday() == 0], [x for x in range(1890, 1912) if calendar.isleap(x)])
def workdays(a, b): return sum(1 for i in range((b - a).days) if (a + dt.timedelta(i)).weekday() < 5)
print(workdays(dt.date(y, 1, 1), dt.date(y + 1, 1, 1))); print(calendar.TextCalendar(6).formatmonth(2024, 2)); print(calendar.HTMLCalendar().formatmonth(2024, 2)[:120])
def easter(y):
    a, b, c = y % 19, y // 100, y % 100; d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30; e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7; f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114; return dt.date(y, f // 31, f % 31 + 1)
print(*(easter(y) for y in range(2020, 2030))); born = dt.date(1992, 2, 29); print([(y, (dt.date(y, 3, 1) - born).days) for y in (2000, 2023)]); t = dt.timedelta(hours=100, minutes=59.5); print(t, t.total_seconds(), divmod(t, dt.timedelta(days=1)), str(-t), t // 7, t * 1.5)
print([(dt.datetime(2024, 1, 31) + dt.timedelta(days=30 * i)).strftime("%d.%m.") for i in range(6)], dt.datetime(2024, 5, 6, 7, 8, 9).strftime("%I:%M:%S %p %y %-d" ), dt.datetime.strptime("2024-127", "%Y-%j").date(), dt.datetime.strptime("Mon 19 2024", "%a %U %Y").date())
