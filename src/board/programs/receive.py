# Receives a file from the UART, with all byte values and without a loss. Parameters: partial, size, piece, block, rate.
#
# The host sends frames: kind, length (2 bytes), the first 4 bytes of the content's SHA-256, and the content.
# One byte acknowledges each piece: 0x80 plus the low 7 bits of the count. So the host never sends more than the UART's
# buffer holds. The end is \x01D, an error is \x01E with a reason, each with a line end.
import gc
import os
import time
import machine
import micropython
import uhashlib

SLOW = 115200
HOST_SILENT_MS = 3000
REMIND_MS = 500
QUIET_MS = 200
DRAIN_MS = 5000
PROBE_MS = 2000
PROBE = b'\x55\xaa\x00\xff\x0f\xf0\x5a\xa5'
AGREED = b'\xa5\x5a\xf0\x0f\xff\x00\xaa\x55'
RAW = 0
PACKED = 1


def since(start):
    return abs(time.ticks_diff(time.ticks_ms(), start))


def quiet(u):
    # The rest of the data must not reach the REPL: a Ctrl-F in it would restart the board.
    start = heard = time.ticks_ms()
    while since(heard) < QUIET_MS and since(start) < DRAIN_MS:
        if u.any():
            u.read()
            heard = time.ticks_ms()
        time.sleep_ms(5)


class Receiver:
    def __init__(self, u):
        self.u = u
        self.count = 0
        self.ack = bytearray(1)

    def say(self):
        self.ack[0] = 0x80 | self.count & 0x7f
        self.u.write(self.ack)

    def wait(self, n):
        u = self.u
        had = u.any()
        if had >= n:
            return
        heard = said = time.ticks_ms()
        while True:
            time.sleep_ms(1)
            have = u.any()
            if have >= n:
                return
            if have != had:
                had = have
                heard = time.ticks_ms()
            elif since(heard) > HOST_SILENT_MS:
                raise OSError('host silent')
            if since(said) > REMIND_MS:
                self.say()
                said = time.ticks_ms()

    def take(self, part):
        self.wait(len(part))
        self.u.readinto(part)
        self.count += 1
        self.say()

    def receive(self, f):
        head = bytearray(7)
        frame = bytearray(block)
        view = memoryview(frame)
        parts = [view[i:i + piece] for i in range(0, block, piece)]
        left = size
        self.say()
        while left > 0:
            self.wait(7)
            self.u.readinto(head)
            n = head[1] << 8 | head[2]
            if n == 0 or n > block:
                raise ValueError('frame length %d' % n)
            for i in range(n // piece):
                self.take(parts[i])
            if n % piece:
                self.take(view[n - n % piece:n])
            data = view[:n]
            digest = uhashlib.sha256(data).digest()
            if digest[:4] != bytes(head[3:7]):
                raise ValueError('damaged, %d bytes before the end' % left)
            if head[0] == PACKED:
                import uzlib
                data = uzlib.decompress(data, -15)
            f.write(data)
            left -= len(data)


def search(u, wanted, answer, ms):
    # Noise may come first. It does if the rates differ.
    start = time.ticks_ms()
    seen = b''
    while since(start) < ms:
        if u.any():
            seen = (seen + u.read())[-64:]
            if wanted in seen:
                u.write(answer)
                return True
        time.sleep_ms(1)
    return False


def agree(u):
    # Each side must hear the other at the new rate. Otherwise both return to the old one.
    u.write('\x01R\n')
    time.sleep_ms(20)
    u.init(rate)
    if search(u, PROBE, AGREED, PROBE_MS) and search(u, AGREED, '\x01F\n', PROBE_MS):
        return True
    u.init(SLOW)
    quiet(u)
    u.write('\x01S\n')
    return False


def discard(f):
    # A full file system may refuse to close a file, but must still release it.
    try:
        f.close()
    except OSError:
        pass
    try:
        os.remove(partial)
    except OSError:
        pass


def main():
    gc.collect()
    u = os.dupterm()
    if u is None:
        u = machine.UART(0, SLOW)
    fast = False
    f = open(partial, 'wb')
    try:
        os.dupterm(None)
        micropython.kbd_intr(-1)
        try:
            fast = rate > 0 and agree(u)
            Receiver(u).receive(f)
            f.close()
            u.write('\x01D\n')
        except Exception as e:
            discard(f)
            quiet(u)
            u.write('\x01E%r\n' % e)
        if fast:
            # The host needs a moment to follow.
            time.sleep_ms(60)
            u.init(SLOW)
    finally:
        micropython.kbd_intr(3)
        os.dupterm(u)


main()
