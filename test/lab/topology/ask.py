"""Asks the servers behind an address over UDP, each time from a new port, and prints the answers: ask.py COUNT ADDRESS"""

import socket
import sys

count, address = int(sys.argv[1]), sys.argv[2]
family = socket.AF_INET6 if ":" in address else socket.AF_INET
for _ in range(count):
    with socket.socket(family, socket.SOCK_DGRAM) as question:
        question.settimeout(10)
        question.connect((address, 53))
        question.send(b"who?")
        print(question.recv(2048).decode(), end="")
