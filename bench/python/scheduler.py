# Tasks of an operating system that pass packets on: objects, methods and attributes.
class Packet:
    __slots__ = ("link", "kind", "datum")

    def __init__(self, kind, datum):
        self.link, self.kind, self.datum = None, kind, datum


class Task:
    def __init__(self, system, name, priority):
        self.system, self.name, self.priority = system, name, priority
        self.queue, self.waiting, self.runs = [], False, 0

    def give(self, packet):
        self.queue.append(packet)
        self.waiting = False

    def step(self):
        self.runs += 1
        if not self.queue:
            self.waiting = True
            return
        self.handle(self.queue.pop(0))


class Worker(Task):
    def handle(self, packet):
        packet.datum = (packet.datum * 31 + 7) & 0xFFFF
        self.system.route(self, packet)


class Device(Task):
    def handle(self, packet):
        packet.kind = (packet.kind + 1) % 3
        self.system.route(self, packet)


class System:
    def __init__(self):
        kinds = [Worker, Device, Worker, Device, Device]
        self.tasks = [kind(self, f"task {n}", n * 10) for n, kind in enumerate(kinds)]
        self.routed = 0

    def route(self, task, packet):
        self.routed += 1
        self.tasks[(task.priority // 10 + packet.kind + 1) % len(self.tasks)].give(packet)

    def run(self, steps):
        for n in range(6):
            self.tasks[n % 5].give(Packet(n % 3, n * 101))
        while steps > 0:
            for task in self.tasks:
                if not task.waiting or task.queue:
                    task.step()
                    steps -= 1


system = System()
system.run(1_500_000)
print(system.routed, [task.runs for task in system.tasks])
