"""Feature flags as a sub-domain of Sluice: each flag of a JSON file is a target.

Orders take effect once, in turn, and never too late; what is remembered of them outlives the process.
Start it with `python3 service.py FLAGS.json JOURNAL.db PORT`.
"""

import json
import os
import sqlite3
import sys
import tempfile
import threading
import time
from concurrent import futures
from pathlib import Path

import grpc
from grpc_tools import protoc

STUBS = Path(sys.argv[2]).parent.resolve() / "stubs"
STUBS.mkdir(parents=True, exist_ok=True)
PROTOS = Path(__file__).parents[3] / "proto/src/main/protobuf"
NEEDED = ["sluice/subdomain/v1/sub_domain_service.proto", "sluice/v1/plan.proto"]
WELL_KNOWN = os.path.join(os.path.dirname(protoc.__file__), "_proto")
if protoc.main(["", f"-I{PROTOS}", f"-I{WELL_KNOWN}", f"--python_out={STUBS}", f"--grpc_python_out={STUBS}", *NEEDED]):
    sys.exit(f"no stubs could be made from {PROTOS}")
sys.path.insert(0, str(STUBS))
from google.protobuf.duration_pb2 import Duration  # noqa: E402
from sluice.subdomain.v1 import sub_domain_service_pb2 as pb  # noqa: E402
from sluice.subdomain.v1 import sub_domain_service_pb2_grpc as rpc  # noqa: E402

ONE_AT_A_TIME = threading.Lock()

FOR_AUTHOR = grpc.StatusCode.INVALID_ARGUMENT
FOR_OPERATOR = grpc.StatusCode.FAILED_PRECONDITION
FOR_NOBODY = grpc.StatusCode.UNAVAILABLE


class Refusal(Exception):
    """Ends a call with a status that says who must act, and a sentence that says what to do."""


class Flags:
    """The system that is changed: {"name": {"value": "off", "zone": "a"}} in a file."""

    def __init__(self, path):
        self.path = Path(path)

    def all(self):
        return json.loads(self.path.read_text(encoding="utf-8"))

    def write(self, name, value):
        flags = self.all()
        flags[name].update(value=value)
        # Whoever reads sees all of the old file or all of the new one, whenever the power goes.
        with tempfile.NamedTemporaryFile("w", dir=self.path.parent, delete=False, encoding="utf-8") as new:
            json.dump(flags, new, indent=2)
            new.flush()
            os.fsync(new.fileno())
        os.replace(new.name, self.path)


class OrderBook:
    """What the flags remember of the changes that touched them; a row for each change and flag."""

    SCHEMA = """CREATE TABLE IF NOT EXISTS touch (
        place INTEGER PRIMARY KEY AUTOINCREMENT, flag TEXT, change TEXT, before TEXT, direction TEXT, key TEXT,
        fence INTEGER, state TEXT CHECK (state IN ('REMEMBERED', 'ORDERED', 'DONE')), after TEXT, UNIQUE (flag, change))"""
    TOUCHED = "state <> 'REMEMBERED' AND NOT (direction = 'REVERT' AND state = 'DONE')"

    def __init__(self, path):
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute(self.SCHEMA)

    def touch(self, flag, change):
        return self.db.execute("SELECT * FROM touch WHERE flag = ? AND change = ?", (flag, change)).fetchone()

    def changed_by(self, flag):
        sql = f"SELECT change FROM touch WHERE flag = ? AND {self.TOUCHED} ORDER BY place DESC LIMIT 1"
        return next((row["change"] for row in self.db.execute(sql, (flag,))), "")

    def remember(self, order, before):
        sql = "INSERT OR IGNORE INTO touch VALUES (NULL, ?, ?, ?, 'APPLY', '', 0, 'REMEMBERED', '')"
        self.db.execute(sql, (order.target, order.change, before))

    def step(self, order, direction):
        """BEGIN, GO_ON or NOTHING: what an order asks for, given what was ordered before."""
        touch = self.touch(order.target, order.change)
        if touch is None or touch["state"] == "REMEMBERED":
            return "NOTHING" if direction == "REVERT" else self.first(order)
        if touch["direction"] == direction and order.fence < touch["fence"]:
            raise Refusal(FOR_OPERATOR, f"attempt {order.fence} is refused after {touch['fence']}: let that one end")
        if direction == "APPLY" and touch["direction"] == "REVERT":
            raise Refusal(FOR_OPERATOR, f"{order.change} was taken back on {order.target}: start another change")
        same = touch["direction"] == direction and touch["key"] == order.key
        if (same or touch["direction"] == "REVERT") and touch["state"] == "DONE":
            return "NOTHING"
        owner = self.changed_by(order.target)
        if owner != order.change:
            raise Refusal(FOR_OPERATOR, f"{owner} touched {order.target} later: take that back first")
        return "GO_ON" if same else "BEGIN"

    def first(self, order):
        sql = "SELECT change FROM touch WHERE flag = ? AND state = 'ORDERED'"
        for busy in self.db.execute(sql, (order.target,)):
            raise Refusal(FOR_NOBODY, f"{busy['change']} is at work on {order.target}: try again")
        return "BEGIN"

    def ordered(self, order, direction, before, after):
        with self.db:
            self.db.execute("BEGIN")
            # What others remember of the flag will not be true any more.
            others = "DELETE FROM touch WHERE flag = ? AND state = 'REMEMBERED' AND change <> ?"
            self.db.execute(others, (order.target, order.change))
            self.remember(order, before)
            sql = "UPDATE touch SET direction=?, key=?, fence=?, after=?, state='ORDERED' WHERE flag=? AND change=?"
            self.db.execute(sql, (direction, order.key, order.fence, after, order.target, order.change))

    def left_alone(self, order, before):
        """Where there was nothing to take back, what comes late must not touch it either."""
        self.remember(order, before)
        sql = "UPDATE touch SET direction='REVERT', state='DONE' WHERE flag=? AND change=? AND state='REMEMBERED'"
        self.db.execute(sql, (order.target, order.change))

    def done(self, order):
        self.db.execute("UPDATE touch SET state = 'DONE' WHERE flag = ? AND change = ?", (order.target, order.change))


def careful(call):
    """One call at a time, and its refusals as statuses."""

    def method(self, request, context):
        try:
            with ONE_AT_A_TIME:
                return call(self, request)
        except Refusal as refusal:
            context.abort(*refusal.args)

    return method


class FlagService(rpc.SubDomainServiceServicer):
    def __init__(self, flags, book):
        self.flags, self.book = flags, book

    def Describe(self, request, context):
        value = pb.Parameter(name="value", type=pb.STRING, required=True, pattern="[a-z0-9-]{1,40}", description="Its new value.")
        set_flag = pb.Capability(name="set", description="Sets a flag.", target_kind="flag", parameters=[value])
        set_flag.reversible, set_flag.way_back = True, "Sets the value that the flag had."
        return pb.DescribeResponse(
            description="Feature flags in a JSON file.",
            target_kinds=[pb.TargetKind(name="flag", description="A named value.")],
            capabilities=[set_flag],
            limits=pb.Limits(concurrency=4, orders_per_second=100, patience=Duration(seconds=10)),
        )

    @careful
    def ListTargets(self, request):
        found, wanted = pb.ListTargetsResponse(), request.range
        for name, flag in sorted(self.flags.all().items()):
            zone, labels = flag["zone"], {"kind": "flag", "zone": flag["zone"]}
            if (
                wanted.after < name
                and (not wanted.up_to or name <= wanted.up_to)
                and (not wanted.zone or zone == wanted.zone)
                and zone not in wanted.except_zones
                and request.selector.items() <= labels.items()
                and len(found.targets) < request.limit
            ):
                owner = self.book.changed_by(name)
                found.targets.add(name=name, zone=zone, version=flag["value"], healthy=True, labels=labels, changed_by=owner)
        return found

    def value_of(self, order):
        if order.capability != "set":
            raise Refusal(FOR_AUTHOR, f"flags have no capability {order.capability}: use set")
        flag = self.flags.all().get(order.target)
        if flag is None:
            raise Refusal(FOR_AUTHOR, f"there is no flag {order.target}: list the targets for their names")
        return flag["value"]

    @careful
    def Precheck(self, request):
        self.value_of(request.order)
        return pb.PrecheckResponse(ready=True)

    @careful
    def Snapshot(self, request):
        order = request.order
        self.book.remember(order, self.value_of(order))
        before = self.book.touch(order.target, order.change)["before"]
        return pb.SnapshotResponse(version=before, words=f"set it to {before} again")

    @careful
    def Apply(self, request):
        value = request.order.parameters.get("value", "")
        if not value:
            raise Refusal(FOR_AUTHOR, "parameter value is missing: give it one")
        return pb.ApplyResponse(effect=self.carry_out(request.order, "APPLY", value))

    @careful
    def Revert(self, request):
        return pb.RevertResponse(effect=self.carry_out(request.order, "REVERT"))

    def carry_out(self, order, direction, value=""):
        now, touch = self.value_of(order), self.book.touch(order.target, order.change)
        if self.book.step(order, direction) == "NOTHING":
            self.book.left_alone(order, now)
            return pb.ALREADY_THERE
        value = touch["before"] if direction == "REVERT" else value
        if touch and touch["state"] == "DONE" and now not in (touch["after"], value):
            raise Refusal(FOR_OPERATOR, f"somebody else set {order.target} to {now}: undo that first")
        # The journal comes first: after a crash between the two, the order is given again and goes on.
        self.book.ordered(order, direction, now, value)
        if now != value:
            self.flags.write(order.target, value)
        self.book.done(order)
        return pb.ALREADY_THERE if now == value else pb.APPLIED

    def Await(self, request, context):
        """Flags arrive at once, so that there is only something to wait for where nothing was ordered."""
        order, direction = request.order, pb.Direction.Name(request.direction)
        end = time.monotonic() + request.within.ToTimedelta().total_seconds()
        while True:
            with ONE_AT_A_TIME:
                touch = self.book.touch(order.target, order.change)
            untouched = touch is None or touch["state"] == "REMEMBERED"
            there = direction == "REVERT" if untouched else (touch["direction"], touch["state"]) == (direction, "DONE")
            if there or time.monotonic() >= end or not context.is_active():
                return pb.AwaitResponse(there=there, words="it is set" if there else "it was not ordered")
            time.sleep(0.05)

    def Observe(self, request, context):
        return pb.ObserveResponse()


def main(flags, journal, port):
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
    rpc.add_SubDomainServiceServicer_to_server(FlagService(Flags(flags), OrderBook(journal)), server)
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main(*sys.argv[1:])
