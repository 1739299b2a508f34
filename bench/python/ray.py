# A ray tracer: many small objects and operators.
import math


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, o):
        return Vector(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vector(self.x - o.x, self.y - o.y, self.z - o.z)

    def scale(self, f):
        return Vector(self.x * f, self.y * f, self.z * f)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self.scale(1.0 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius):
        self.centre, self.radius = centre, radius

    def hit(self, origin, ray):
        to = self.centre - origin
        v = to.dot(ray)
        d = self.radius * self.radius - (to.dot(to) - v * v)
        if d < 0:
            return None
        t = v - math.sqrt(d)
        return t if t > 1e-6 else None


SPHERES = [Sphere(Vector(x, y, 6.0 + (x + y) / 3), 1.1) for x in range(-2, 3, 2) for y in range(-2, 3, 2)]
LIGHT = Vector(-1.0, 2.0, -1.5).unit()


def shade(origin, ray):
    nearest, found = math.inf, None
    for sphere in SPHERES:
        t = sphere.hit(origin, ray)
        if t is not None and t < nearest:
            nearest, found = t, sphere
    if found is None:
        return 0
    point = origin + ray.scale(nearest)
    normal = (point - found.centre).unit()
    if any(sphere.hit(point, LIGHT) for sphere in SPHERES if sphere is not found):
        return 1
    return 1 + int(8 * max(0.0, normal.dot(LIGHT)))


total = 0
for row in range(340):
    for column in range(340):
        total += shade(Vector(0.0, 0.0, 0.0), Vector((column - 170) / 185, (row - 170) / 185, 1.0).unit())
print(total)
