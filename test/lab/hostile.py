"""Half a minute of a bad day for the program in argv, on a pseudo terminal of its own.

Reads JSON: pairs of what must be seen and what is typed then, `first`; keys, a list of texts that are typed one after the other as fast
as the terminal takes them; sizes that the terminal gets meanwhile; rules, one of which somebody else carries out now and then;
seconds until the end but at least so many texts, and which end: a number of a signal, "closed" for a terminal that goes away, "left" for what
the keys `leave` do. Prints as JSON how the process ended and whether the terminal's modes were put
back; writes what was drawn to the file `drawn`.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

order = json.load(sys.stdin)
pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
before = termios.tcgetattr(master)
os.set_blocking(master, False)
drawn = open(order["drawn"], "wb")
recent = b""
ended = None


def resize(columns, rows):
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def look(seconds):
    """Takes what was drawn in this time; false when the program is gone."""
    global recent, ended
    if ended is None:
        found, status = os.waitpid(pid, os.WNOHANG)
        ended = os.waitstatus_to_exitcode(status) if found else None
    try:
        if select.select([master], [], [], seconds)[0]:
            data = os.read(master, 65536)
            recent = recent[-100000:] + data
            drawn.write(data)
            return True
    except OSError:
        time.sleep(seconds)
    return ended is None


def typed(text):
    data = text.encode()
    while data:
        try:
            data = data[os.write(master, data):]
        except BlockingIOError:
            if not look(0.05):
                return


def until(seconds, condition):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        look(0.05)


resize(100, 30)
for wanted, keys in order["first"]:
    until(100, lambda: wanted.encode() in recent or ended is not None)
    recent = b""
    typed(keys)
end = time.monotonic() + order["seconds"]
number = 0
others = None
while ended is None and (time.monotonic() < end or number < order["least"]):
    keys = order["keys"][number % len(order["keys"])]
    typed(keys)
    if keys == "\x1b":
        # Only when nothing follows for a moment is it the Escape key.
        look(0.15)
        time.sleep(0.15)
    if number % 3 == 0:
        resize(*order["sizes"][number // 3 % len(order["sizes"])])
    if others is None or others.poll() is not None:
        others = subprocess.Popen(["ipvsadm", *order["rules"][number % len(order["rules"])].split()], stderr=subprocess.DEVNULL)
    number += 1
    look(0.01)
if others is not None:
    others.wait()

how = order["end"]
if how == "left":
    resize(100, 30)
    # An Escape is one only when nothing follows for a moment: each key waits until the last one was drawn.
    for key in order["leave"] * 5:
        typed(key)
        until(1, lambda: ended is not None)
elif how == "closed":
    os.close(master)
elif ended is None:
    os.kill(pid, how)
if how == "closed":
    begun = time.monotonic()
    while ended is None and time.monotonic() < begun + 100:
        found, status = os.waitpid(pid, os.WNOHANG)
        ended = os.waitstatus_to_exitcode(status) if found else None
        time.sleep(0.02)
    is_restored = None
else:
    until(100, lambda: ended is not None)
    while look(0.1) and select.select([master], [], [], 0)[0]:
        pass
    is_restored = termios.tcgetattr(master)[:4] == before[:4]
drawn.close()
hung = ended is None
if hung:
    os.kill(pid, signal.SIGKILL)
json.dump({"code": ended, "isRestored": is_restored, "typed": number}, sys.stdout)
