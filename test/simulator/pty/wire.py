"""A pseudo-terminal as a serial cable: the host opens one end, the program that started this one is the other.

Node cannot read a terminal's baud rate; this can. It talks over its standard streams in frames, little-endian:

    u32 length, u32 bits per second, bytes      data; host to modem with the rate the host has set
    u32 length, u32 0, text                     control: "unplug", "replug" in; "path /dev/pts/N" out

With --paced bytes take their time: those from the host are read no faster than the wire would carry them, so that
the host's write blocks as it would on a real port, and those to it leave one by one. The clock of each direction
runs on from the end of the byte before, so that being woken late does not add up.
"""

import argparse
import collections
import os
import random
import select
import struct
import sys
import termios
import time
import tty

FRAME = struct.Struct('<II')
BITS_PER_BYTE = 10
# Pieces in which paced bytes travel: 2.8 ms at 921600 baud.
PIECE_BYTES = 256
UNPACED_READ_BYTES = 65536
# Longest time the modem's program may need for an answer that counts as given at once, in seconds.
AT_ONCE_SECONDS = 0.05
# What a host that does not read leaves unread before bytes are lost.
MOST_UNREAD_BYTES = 1 << 20
RATES = {getattr(termios, name): int(name[1:]) for name in dir(termios) if name[:1] == 'B' and name[1:].isdigit()}


class Wire:
    def __init__(self, options):
        self.options = options
        self.master = self.slave = None
        self.commands = bytearray()
        # Bytes under way: when they arrive, the rate they were sent at, and they themselves.
        self.to_modem = collections.deque()
        self.to_host = collections.deque()
        self.unread = bytearray()
        self.host_free = self.modem_free = 0.0
        # Whether the last read left more behind: then the next byte follows on without a gap.
        self.backlog = False
        self.last_arrival = 0.0
        # When the host got its last bytes, and how much later that was than it should have been.
        self.last_answer = self.lateness = 0.0

    def plug(self):
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        os.set_blocking(self.master, False)
        path = os.ttyname(self.slave)
        if self.options.link:
            self.remove_link()
            os.symlink(path, self.options.link)
        self.tell(0, b'path ' + (self.options.link or path).encode())

    def unplug(self):
        if self.master is None:
            return
        self.remove_link()
        os.close(self.master)
        os.close(self.slave)
        self.master = self.slave = None
        self.to_modem.clear()
        self.to_host.clear()
        self.unread.clear()
        self.backlog = False
        self.tell(0, b'unplugged')

    def remove_link(self):
        if self.options.link and os.path.islink(self.options.link):
            os.unlink(self.options.link)

    def rate(self):
        return RATES.get(termios.tcgetattr(self.slave)[5], 0)

    def tell(self, rate, data):
        rest = memoryview(FRAME.pack(len(data), rate) + data)
        while rest:
            rest = rest[os.write(1, rest):]

    def run(self):
        self.plug()
        while True:
            now = time.monotonic()
            self.deliver(now)
            wanted = [0]
            if self.master is not None and self.may_read(now):
                wanted.append(self.master)
            writable = [self.master] if self.unread and self.master is not None else []
            ready, _, _ = select.select(wanted, writable, [], self.patience(now))
            if self.master is not None and self.master in ready:
                self.read_host(time.monotonic())
            if 0 in ready and not self.read_commands():
                return

    def may_read(self, now):
        # One piece ahead, so that the line does not fall idle between two.
        return not self.options.paced or len(self.to_modem) < 2

    def patience(self, now):
        dues = [queue[0][0] for queue in (self.to_modem, self.to_host) if queue]
        return max(0.0, min(dues) - now) if dues else None

    def deliver(self, now):
        while self.to_modem and self.to_modem[0][0] <= now:
            due, rate, data = self.to_modem.popleft()
            self.last_arrival = due
            self.tell(rate, data)
        while self.to_host and self.to_host[0][0] <= now:
            due, rate, data = self.to_host.popleft()
            self.last_answer = time.monotonic()
            self.lateness = self.last_answer - due
            if self.master is not None and len(self.unread) < MOST_UNREAD_BYTES:
                self.unread += data if rate == self.rate() else misread(data, rate, self.rate())
        if self.unread and self.master is not None:
            try:
                del self.unread[:os.write(self.master, self.unread)]
            except BlockingIOError:
                pass

    def read_host(self, now):
        piece = PIECE_BYTES if self.options.paced else UNPACED_READ_BYTES
        try:
            data = os.read(self.master, piece)
        except BlockingIOError:
            return
        rate = self.rate()
        due = now
        if self.options.paced and rate:
            begin = self.host_free if self.backlog else max(self.host_free, now - self.owed(now))
            due = self.host_free = begin + len(data) * BITS_PER_BYTE / rate
            self.backlog = bool(select.select([self.master], [], [], 0)[0])
        self.to_modem.append((due, rate, data))

    def owed(self, now):
        """A host that was answered late asks late: the time this program lost is given back."""
        return self.lateness if now - self.last_answer < AT_ONCE_SECONDS else 0.0

    def read_commands(self):
        chunk = os.read(0, 65536)
        self.commands += chunk
        while len(self.commands) >= FRAME.size:
            length, rate = FRAME.unpack_from(self.commands)
            end = FRAME.size + length
            if len(self.commands) < end:
                break
            data = bytes(self.commands[FRAME.size:end])
            del self.commands[:end]
            if rate:
                self.send(data, rate, time.monotonic())
            elif data == b'unplug':
                self.unplug()
            elif data == b'replug' and self.master is None:
                self.plug()
        return len(chunk) > 0

    def send(self, data, rate, now):
        # What comes right after a request is its answer: the programs' own time between the two is not the wire's.
        asked = self.last_arrival if now - self.last_arrival < AT_ONCE_SECONDS else now
        begin = max(self.modem_free, asked + self.options.latency / 1000)
        if not self.options.paced:
            self.modem_free = begin
            self.to_host.append((begin, rate, data))
            return
        for at in range(0, len(data), PIECE_BYTES):
            piece = data[at:at + PIECE_BYTES]
            begin += len(piece) * BITS_PER_BYTE / rate
            self.to_host.append((begin, rate, piece))
        self.modem_free = begin


def misread(data, sent_at, read_at):
    noise = random.Random(sent_at * 31 + read_at)
    length = max(1, min(4 * len(data), round(len(data) * read_at / sent_at)))
    return bytes(noise.randrange(256) for _ in range(length))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--link', help='symbolic link that always leads to the pseudo-terminal')
    parser.add_argument('--paced', action='store_true')
    parser.add_argument('--latency', type=float, default=0.0, help='milliseconds before each answer')
    wire = Wire(parser.parse_args())
    try:
        wire.run()
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    finally:
        wire.remove_link()


if __name__ == '__main__':
    sys.exit(main())
