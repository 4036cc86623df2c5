"""Steady requests, each a connection of its own, for a bounded time: traffic.py SECONDS RATE ADDRESS [PORT]

Prints how many each server answered. A refused or lost request counts as "failed" and stops nothing.
"""

import socket
import sys
import time

seconds, rate, address = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
port = int(sys.argv[4]) if len(sys.argv) > 4 else 80


def request():
    try:
        with socket.create_connection((address, port), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
            answer = b""
            while more := connection.recv(4096):
                answer += more
        return answer.rpartition(b"\r\n\r\n")[2].decode().strip() or "failed"
    except OSError:
        return "failed"


counts = {}
begin = time.monotonic()
for number in range(int(seconds * rate)):
    now = time.monotonic()
    if now > begin + seconds:
        break
    time.sleep(max(0, begin + number / rate - now))
    name = request()
    counts[name] = counts.get(name, 0) + 1
for name in sorted(counts):
    print(name, counts[name])
