"""Holds conversations with this machine's kernel: scripts on stdin as JSON, what was taken on stdout.

A script's requests carry the number 0xfa where the number of the family IPVS belongs.
"""
import json
import socket
import struct
import sys

PLACEHOLDER = 0xFA
SOL_NETLINK, NETLINK_CAP_ACK, NETLINK_GENERIC = 270, 10, 16


def open_socket(is_capped=False):
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_GENERIC)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    if is_capped:
        sock.setsockopt(SOL_NETLINK, NETLINK_CAP_ACK, 1)
    sock.bind((0, 0))
    return sock


def take(sock, limit):
    taken = []
    while limit is None or len(taken) < limit:
        try:
            taken.append(sock.recv(65536, socket.MSG_DONTWAIT).hex())
        except BlockingIOError:
            break
    return taken


def resolve():
    sock = open_socket()
    attribute = struct.pack('=HH', 9, 2) + b'IPVS\0\0\0\0'
    sock.send(struct.pack('=IHHIIBBH', 20 + len(attribute), 16, 1, 1, 0, 3, 1, 0) + attribute)
    reply = sock.recv(65536)
    offset = 20
    while offset < len(reply):
        length, kind = struct.unpack_from('=HH', reply, offset)
        if kind == 1:
            return struct.unpack_from('=H', reply, offset + 4)[0]
        offset += (length + 3) & ~3
    raise SystemExit('there is no family IPVS')


def address(requests, family):
    requests = bytearray(requests)
    offset = 0
    while len(requests) - offset >= 16:
        length, kind = struct.unpack_from('=IH', requests, offset)
        if kind == PLACEHOLDER:
            struct.pack_into('=H', requests, offset + 4, family)
        if length < 16:
            break
        offset += (length + 3) & ~3
    return bytes(requests)


def converse(script, family):
    sockets = {'preparing': open_socket(), 'asking': open_socket(script['isCapped'])}
    answers = []
    for move in script['moves']:
        sock = sockets[move['on']]
        if move['send']:
            sock.send(address(bytes.fromhex(move['send']), family))
        taken = take(sock, move['take'])
        if move['on'] == 'asking':
            answers.append(taken)
    for sock in sockets.values():
        sock.close()
    return answers


family = resolve()
scripts = json.load(sys.stdin)
json.dump({'family': family, 'taken': [converse(one, family) for one in scripts]}, sys.stdout)
