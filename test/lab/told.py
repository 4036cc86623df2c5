"""Plays packets through a director with a master daemon, and looks after each wait at what its backup has: each case in two
network namespaces of its own, some at the same time.

Reads a JSON list of cases, each a list of steps as test/contract/packets/script.ts has them; writes for each case the texts of the
backup's /proc/net/ip_vs_conn_sync, one for every wait.
"""

import json
import os
import socket
import time

import packets

LINK = """
addr add 10.9.0.{number}/24 dev sync
link set sync up
route add 224.0.0.0/4 dev sync
"""


def configure(number, role, rules):
    packets.run("ip", "-batch", "-", input=LINK.format(number=number), text=True)
    for rule in rules:
        packets.run("ipvsadm", *rule.split())
    packets.run("ipvsadm", "--start-daemon", role, "--mcast-interface", "sync")


def begin_backup(rules):
    """A process in a network of its own: it tells when it is there, does its part when told so, and says at each line what it has."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        packets.new_network()
        with theirs.makefile("rw") as master:
            answer(master, None)
            configure(2, "backup", rules)
            answer(master, None)
            while answer(master, packets.read("/proc/net/ip_vs_conn_sync")):
                pass
        os._exit(0)
    theirs.close()
    return pid, ours.makefile("rw")


def answer(peer, value):
    """Says something and waits until more is asked for; false when nobody asks any more."""
    peer.write(json.dumps(value) + "\n")
    peer.flush()
    return peer.readline()


def ask(backup):
    backup.write("\n")
    backup.flush()
    return json.loads(backup.readline())


def play(steps):
    rules = [step["line"] for step in steps if step["kind"] == "rule"]
    pid, backup = begin_backup(rules)
    json.loads(backup.readline())
    world = packets.set_up()
    packets.run("ip", "link", "add", "sync", "type", "veth", "peer", "name", "sync", "netns", str(pid))
    configure(1, "master", rules)
    ask(backup)
    seen = []
    for step in steps:
        if step["kind"] == "wait":
            end = time.monotonic() + step["seconds"]
            while time.monotonic() < end:
                time.sleep(0.02)
            seen.append(ask(backup))
        elif step["kind"] == "set":
            packets.perform(step, world)
        elif step["kind"] != "rule":
            packets.deliver(step, world)
    return seen


if __name__ == "__main__":
    packets.play_all(play)
