"""Plays packets through the kernel's IPVS, each case in a network namespace of its own, all at the same time.

Reads a JSON list of cases, each a list of steps as test/contract/packets/script.ts has them, with `rows` where the number of
connections to expect after a wait is known; writes for each case the texts of the kernel after each step.

A veth pair is the world: what is written to its far end comes in from clients and servers that do not exist, and so nobody
answers of himself.
"""

import ctypes
import json
import os
import socket
import struct
import subprocess
import sys
import time

NEW_NETWORK = 0x40000000
SETUP = """
link add near address 02:00:00:00:00:01 type veth peer name far address 02:00:00:00:00:02
link set near up
link set far up
addr add 10.0.0.254/24 dev near
addr add 10.0.0.1/32 dev lo
addr add 10.0.0.7/32 dev lo
neigh add 10.0.0.253 lladdr 02:00:00:00:00:ff dev near nud permanent
route add 10.0.2.0/23 via 10.0.0.253 dev near
route add 10.0.4.0/24 via 10.0.0.253 dev near
addr add fd00::fe/64 dev near nodad
addr add fd00::1/128 dev lo nodad
neigh add fd00::fd lladdr 02:00:00:00:00:ff dev near nud permanent
route add fd00:2::/32 via fd00::fd dev near
route add fd00:3::/32 via fd00::fd dev near
"""
NUMBERS = {"tcp": 6, "udp": 17, "sctp": 132}
FLAGS = {"fin": 0x11, "syn": 0x02, "rst": 0x04, "ack": 0x10, "data": 0x18}
CHUNKS = {"data": 0, "init": 1, "init-ack": 2, "abort": 6, "shutdown": 7, "shutdown-ack": 8,
          "cookie-echo": 10, "cookie-ack": 11, "shutdown-complete": 14}


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


def segment(step, pseudo):
    (_, source), (_, target) = step["from"], step["to"]
    number = NUMBERS[step["protocol"]]
    if step["protocol"] == "tcp":
        flags = FLAGS[step["signal"]]
        if step["kind"] == "out" and step["signal"] == "syn":
            flags |= 0x10
        head = struct.pack("!HHIIBBH", source, target, 1, 1, 0x50, flags, 8192)
        return head + struct.pack("!HH", checksum(pseudo(number, 20) + head + bytes(4)), 0)
    if step["protocol"] == "udp":
        head = struct.pack("!HHH", source, target, 8)
        return head + struct.pack("!H", checksum(pseudo(number, 8) + head + bytes(2)) or 0xFFFF)
    chunk = struct.pack("!BBH", CHUNKS[step["signal"]], 3, 20) + bytes(16)
    ports = struct.pack("!HHI", source, target, 1)
    return ports + crc32c(ports + bytes(4) + chunk) + chunk


def datagram(step):
    family = socket.AF_INET6 if ":" in step["from"][0] else socket.AF_INET
    source, target = (socket.inet_pton(family, step[side][0]) for side in ("from", "to"))
    number = NUMBERS[step["protocol"]]
    if family == socket.AF_INET6:
        payload = segment(step, lambda kind, size: source + target + struct.pack("!II", size, kind))
        return 0x86DD, struct.pack("!IHBB", 6 << 28, len(payload), number, 64) + source + target + payload
    payload = segment(step, lambda kind, size: source + target + struct.pack("!BBH", 0, kind, size))
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, 64, number, 0) + source + target
    return 0x0800, head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def read(path):
    with open(path) as file:
        return file.read()


def look():
    return {"connections": read("/proc/net/ip_vs_conn"), "table": read("/proc/net/ip_vs")}


def run(*words, **options):
    subprocess.run(words, check=True, **options)


def new_network():
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    run("ip", "link", "set", "lo", "up")


def set_up():
    new_network()
    run("ip", "-batch", "-", input=SETUP, text=True)
    for name in ("ipv4/ip_forward", "ipv6/conf/all/forwarding", "ipv6/conf/far/disable_ipv6"):
        write(f"/proc/sys/net/{name}", "1")
    run("iptables", "-t", "mangle", "-A", "PREROUTING", "-d", "10.0.0.7", "-j", "MARK", "--set-mark", "7")
    world = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    world.bind(("far", 0))
    return world


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def perform(step, world):
    if step["kind"] == "rule":
        run("ipvsadm", *step["line"].split())
    elif step["kind"] == "set":
        write(f"/proc/sys/net/ipv4/vs/{step['name']}", step["value"])
    elif step["kind"] == "wait":
        end = time.monotonic() + step["seconds"]
        while time.monotonic() < end:
            time.sleep(0.02)
        settle(step, end + 5)
    elif step["kind"] == "burst":
        burst(step, world)
    elif step["kind"] != "rates":
        pass_on(step, world)


def burst(step, world):
    """Many connections between two estimations: right after one, which has counted a first connection. Its rate is forgotten."""
    syn = {"kind": "in", "protocol": "tcp", "signal": "syn", "to": ["10.0.0.1", 80]}
    frames = [frame({**syn, "from": ["10.0.3.1", 10000 + number]}) for number in range(step["count"] + 1)]
    world.send(frames.pop())
    end = time.monotonic() + 10
    while counted() == 0 and time.monotonic() < end:
        time.sleep(0.005)
    run("ipvsadm", "-Z")
    for one in frames:
        world.send(one)


def counted():
    """Connections up to the last estimation."""
    return int(read("/proc/net/ip_vs_stats").split("\n")[2].split()[0], 16)


def frame(step):
    kind, packet = datagram(step)
    return bytes.fromhex("020000000001 020000000002") + struct.pack("!H", kind) + packet


def pass_on(step, world):
    deliver(step, world)
    settle(step, time.monotonic() + 1)


def deliver(step, world):
    kind = 0x86DD if ":" in step["from"][0] else 0x0800
    before = received(kind)
    world.send(frame(step))
    # The kernel may take it up later; there is one processor, so what was received has been dealt with.
    end = time.monotonic() + 5
    while received(kind) == before and time.monotonic() < end:
        time.sleep(0.005)


def received(kind):
    """How many packets the network layer has taken up."""
    if kind == 0x86DD:
        return read("/proc/net/snmp6").split()[1]
    return [line.split() for line in read("/proc/net/snmp").splitlines() if line.startswith("Ip:")][1][3]


def settle(step, deadline):
    """Waits until there are as many connections as should be: what is replaced or expires goes a moment later."""
    while len(look()["connections"].splitlines()) - 1 != step["rows"] and time.monotonic() < deadline:
        time.sleep(0.01)


def rates(count):
    """New connections a second as every estimation finds them, from the first that finds some."""
    found = []
    end = time.monotonic() + 10
    while not (rate := connection_rate()) and time.monotonic() < end:
        time.sleep(0.02)
    # In the middle between two estimations.
    due = time.monotonic() + 1
    while len(found) < count:
        found.append(rate)
        due += 2
        while time.monotonic() < due:
            time.sleep(0.02)
        rate = connection_rate()
    return found


def connection_rate():
    return int(read("/proc/net/ip_vs_stats").split("\n")[5].split()[0], 16)


def play(steps):
    world = set_up()
    seen = []
    for step in steps:
        perform(step, world)
        if step["kind"] == "rates":
            seen.append({"rates": rates(step["count"])})
        else:
            seen.append(None if step["kind"] in ("rule", "set", "burst") else look())
    return seen


def begin(play, steps):
    """A process that plays a case and writes what it has seen into the pipe that is returned."""
    back, forth = os.pipe()
    if os.fork() == 0:
        os.close(back)
        with os.fdopen(forth, "w") as result:
            json.dump(play(steps), result)
        os._exit(0)
    os.close(forth)
    return back


# Some at a time: each makes a network first, and others then wait for seconds that they do not mean.
AT_ONCE = 8


def play_all(play):
    cases = json.load(sys.stdin)
    results = []
    for first in range(0, len(cases), AT_ONCE):
        for pipe in [begin(play, steps) for steps in cases[first : first + AT_ONCE]]:
            with os.fdopen(pipe) as result:
                results.append(json.loads(result.read() or "null"))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    play_all(play)
