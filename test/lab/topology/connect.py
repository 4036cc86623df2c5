"""Makes connections through a director, one after another, and says which real server each one reached.

Reads sequences as JSON, as test/unit/engine/schedulers/sequence.ts has them. Writes JSON: for each sequence a list with "ADDRESS PORT" of
the real server, or null when the client was refused, for each connection of each step.
One process holds sockets of all three namespaces, so nothing has to be waited for: a packet has either arrived or been refused.
"""

import ctypes
import json
import resource
import select
import socket
import subprocess
import sys
import time

SETUP = """
modprobe --all ipv6 ip_vs veth iptable_mangle ip6table_mangle xt_mark
ip netns add pick-client; ip netns add pick-director; ip netns add pick-servers
ip link add front netns pick-client type veth peer name front netns pick-director
ip link add back netns pick-director type veth peer name back netns pick-servers
ip -n pick-client -batch - <<-END
	link set lo up
	link set front up
	addr add 10.0.1.10/24 dev front
	addr add 2001:db8:1::10/64 dev front nodad
	route add default via 10.0.1.1
	route add default via 2001:db8:1::1
	route add local 10.20.0.0/16 dev lo
	route add local 2001:db8:20::/48 dev lo
END
ip -n pick-director -batch - <<-END
	link set lo up
	link set front up
	link set back up
	addr add 10.0.1.1/24 dev front
	addr add 10.0.1.100/32 dev front
	addr add 10.0.2.1/24 dev back
	addr add 2001:db8:1::1/64 dev front nodad
	addr add 2001:db8:1::100/128 dev front nodad
	addr add 2001:db8:2::1/64 dev back nodad
	route add 10.20.0.0/16 via 10.0.1.10
	route add 2001:db8:20::/48 via 2001:db8:1::10
	route add local 10.0.3.0/24 dev lo
	route add local 2001:db8:3::/64 dev lo
END
ip -n pick-servers -batch - <<-END
	link set lo up
	link set back up
	route add default via 10.0.2.1 dev back onlink
END
for number in 1 2 3 4 5 6 7 8; do
	ip -n pick-servers addr add 10.0.2.1$number/24 dev back
	ip -n pick-servers addr add 2001:db8:2::1$number/64 dev back nodad
done
ip -n pick-servers -6 route add default via 2001:db8:2::1
ip netns exec pick-client sysctl -qw net.ipv4.ip_nonlocal_bind=1 net.ipv6.ip_nonlocal_bind=1
ip netns exec pick-director sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
	net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.conf.all.send_redirects=0
sysctl -qw net.ipv4.icmp_msgs_per_sec=100000 net.ipv4.icmp_msgs_burst=100000
"""

# Moves with the jiffies; Python has no name for it.
MONOTONIC_COARSE = 6

libc = ctypes.CDLL(None, use_errno=True)


def enter(space):
    with open("/run/netns/pick-" + space) as file:
        if libc.setns(file.fileno(), 0x40000000) != 0:
            raise OSError(ctypes.get_errno(), "setns " + space)


def run(*words, text=""):
    done = subprocess.run(words, input=text, text=True, capture_output=True)
    if done.returncode != 0 or done.stderr:
        raise RuntimeError(f"{words}\n{text}\n{done.stderr}")


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def servers():
    """A socket by which each real server takes UDP and one by which it takes TCP."""
    enter("servers")
    found = []
    for number in range(1, 9):
        for address in (f"10.0.2.1{number}", f"2001:db8:2::1{number}"):
            for port in (5000, 5001):
                for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                    server = socket.socket(family_of(address), kind)
                    server.bind((address, port))
                    if kind == socket.SOCK_STREAM:
                        server.listen(64)
                    found.append(server)
    return found


class Network:
    def __init__(self):
        self.servers = servers()
        self.poll = select.poll()
        for server in self.servers:
            self.poll.register(server, select.POLLIN)
        self.by_number = {server.fileno(): server for server in self.servers}
        self.open = []
        self.left = []

    def reached(self, client):
        """The server that has something to read; None when the client was refused."""
        self.poll.register(client, select.POLLERR)
        ready = [number for number, _ in self.poll.poll(20000)]
        self.poll.unregister(client)
        if not ready:
            raise RuntimeError(f"lost on the way from {client.getsockname()} to {client.getpeername()}")
        return None if ready[0] == client.fileno() else self.by_number[ready[0]]

    def udp(self, client, target):
        client.connect(target)
        client.send(b"x")
        server = self.reached(client)
        if server is not None:
            server.recv(16)
        client.close()
        return server

    def tcp(self, client, target):
        client.settimeout(20)
        try:
            client.connect(target)
        except ConnectionRefusedError:
            client.close()
            return None
        server = self.reached(client)
        self.open.append((client, server.accept()[0]))
        return server

    def connect(self, protocol, client, clientPort, target, targetPort):
        enter("client")
        kind = socket.SOCK_DGRAM if protocol == "udp" else socket.SOCK_STREAM
        caller = socket.socket(family_of(client), kind)
        caller.bind((client, clientPort))
        server = getattr(self, protocol)(caller, (target, targetPort))
        if server is None:
            return None
        name = server.getsockname()
        return f"{name[0]} {name[1]}"

    def close(self):
        client, server = self.open.pop(0)
        server.settimeout(20)
        client.shutdown(socket.SHUT_WR)
        server.recv(1)
        server.close()
        client.recv(1)
        client.close()

    def play(self, sequence):
        # What an earlier sequence left open stays as it is: its packets may have nowhere to go.
        self.left.extend(self.open)
        self.open = []
        mark(sequence)
        rules = ""
        answers = []
        for step in sequence["steps"]:
            if step["kind"] == "rule":
                rules += step["line"] + "\n"
                continue
            enter("director")
            if rules:
                run("ipvsadm", "-R", text=rules)
                rules = ""
            if step["kind"] == "connect":
                answers.append([self.connect(**flow) for flow in step["flows"]])
            if step["kind"] == "close":
                for _ in range(step["count"]):
                    self.close()
            if step["kind"] == "expiration":
                for name in ("lblc", "lblcr"):
                    run("sysctl", "-qw", f"net.ipv4.vs.{name}_expiration={step['seconds']}")
            if step["kind"] == "later":
                later()
        return answers


def later():
    """Returns when the clock that schedulers look at has moved on by ten jiffies."""
    end = time.clock_gettime(MONOTONIC_COARSE) + 0.1
    while time.clock_gettime(MONOTONIC_COARSE) < end:
        pass


def mark(sequence):
    """Datagrams to the addresses of a mark get it by their port."""
    port = str(sequence["port"])
    match = ["-p", "udp", "--dport", port, "-j", "MARK", "--set-mark", port]
    enter("director")
    if sequence["type"] == "mark":
        run("iptables", "-t", "mangle", "-A", "PREROUTING", "-d", "10.0.3.0/24", *match)
    if sequence["type"] == "mark6":
        run("ip6tables", "-t", "mangle", "-A", "PREROUTING", "-d", "2001:db8:3::/64", *match)


resource.setrlimit(resource.RLIMIT_NOFILE, (20000, 20000))
run("bash", "-c", SETUP)
network = Network()
json.dump([network.play(sequence) for sequence in json.load(sys.stdin)], sys.stdout)
