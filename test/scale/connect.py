"""Makes so many connections: one UDP packet each, from an address and port of its own. connect.py COUNT ADDRESS PORT"""

import socket
import sys

count, target = int(sys.argv[1]), (sys.argv[2], int(sys.argv[3]))
for number in range(count):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind((f"127.1.{number // 10000}.1", 20000 + number % 10000))
        sender.sendto(b"x", target)
