"""A real server: answers with its own name, over HTTP on the ports 80 and 8080 and over UDP on port 53.

/hold answers and then keeps the connection open until the client closes it; /bytes/N answers with N
bytes. Written on sockets alone: importing Python's own HTTP server takes longer than all the rest here.

server.py NAME ADDRESS...
"""

import socket
import sys
import threading

NAME, *ADDRESSES = sys.argv[1:]


def answer(connection):
    with connection:
        connection.settimeout(600)
        request = b""
        while b"\r\n\r\n" not in request:
            more = connection.recv(4096)
            if not more:
                return
            request += more
        path = request.split(b" ", 2)[1].decode().partition("?")[0]
        kind, _, count = path[1:].partition("/")
        body = b"x" * int(count) if kind == "bytes" else f"{NAME}\n".encode()
        # HTTP/1.0 ends the connection after the answer, so every request is scheduled anew.
        head = f"HTTP/1.0 200 OK\r\nServer-Name: {NAME}\r\n\r\n"
        connection.sendall(head.encode() + body)
        if kind == "hold":
            connection.recv(1)


def serve(port):
    # IPv4 as well: the socket takes both.
    with socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=1024) as server:
        while True:
            connection, _ = server.accept()
            threading.Thread(target=answer, args=(connection,), daemon=True).start()


def answer_datagrams(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind((address, 53))
        while True:
            _, client = datagrams.recvfrom(2048)
            datagrams.sendto(f"{NAME}\n".encode(), client)


# One UDP socket an address: an answer must leave from the address that was asked.
for job, argument in [(serve, 80), (serve, 8080), *((answer_datagrams, address) for address in ADDRESSES)]:
    threading.Thread(target=job, args=(argument,)).start()
