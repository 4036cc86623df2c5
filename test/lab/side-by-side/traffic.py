"""Makes connections of every kind through the services of the test beside it: once each, from fixed ports."""
import socket
import struct
import sys


def datagram(source, destination, data=b"x"):
    with socket.socket(socket.AF_INET6 if ":" in destination[0] else socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.bind(source)
        end.sendto(data, destination)


def begin(source, destination):
    with socket.socket() as end:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        end.bind(source)
        end.setblocking(False)
        end.connect_ex(destination)


def checksum(data):
    """CRC-32C, which SCTP uses."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def associate(port, destination):
    chunk = struct.pack("!BBHIIHHI", 1, 0, 20, 0x1234, 65535, 1, 1, 7)
    start = struct.pack("!HHI", port, destination[1], 0)
    packet = start + struct.pack("<I", checksum(start + bytes(4) + chunk)) + chunk
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_SCTP) as end:
        end.sendto(packet, (destination[0], 0))


datagram(("127.0.0.1", 5001), ("10.0.0.1", 53))
datagram(("127.0.0.1", 5002), ("10.0.0.1", 53))
datagram(("127.0.0.1", 5003), ("10.0.0.1", 5060), b"INVITE sip:x SIP/2.0\r\nCall-ID: abc123@10.9.0.1\r\n\r\n")
datagram(("2001:db8::1", 5004), ("2001:db8::1", 53))
datagram(("10.0.0.1", 5005), ("10.0.0.77", 99))
begin(("10.0.0.1", 5006), ("10.0.0.1", 80))
associate(5007, ("10.0.0.1", 2905))
sys.exit(0)
