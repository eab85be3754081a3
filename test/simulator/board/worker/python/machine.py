from _board import call as _call, addressof as _address
from ubinascii import hexlify as _hexlify, unhexlify as _unhexlify

_board = _call('identity')

_MODEM_PINS = ('P5', 'P98', 'P7', 'P99') if _board['sysname'] == 'GPy' else ('P20', 'P18', 'P19', 'P17')

class UART:
    EVEN = 0
    ODD = 1
    def __init__(self, id=1, baudrate=9600, bits=8, parity=None, stop=1, **options):
        self._id = id
        self.init(baudrate, bits, parity, stop, **options)
    @staticmethod
    def _of_repl():
        # The REPL's own object, without installing the driver anew.
        uart = object.__new__(UART)
        uart._id = 0
        uart._ready = True
        return uart
    def init(self, baudrate=9600, bits=8, parity=None, stop=1, pins=None, timeout_chars=2, rx_buffer_size=4096):
        self._ready = True
        if self._id == 0:
            _call('uartInit', baudrate, timeout_chars)
        # Only these pins lead to the modem.
        self._modem = self._id == 1 and pins == _MODEM_PINS
        if self._modem:
            _call('host', 'uart.open', baudrate)
    def deinit(self):
        self._ready = False
    def _check(self):
        if not self._ready:
            raise OSError('UART not Initialized!')
    def any(self):
        self._check()
        if self._id == 0:
            return _call('uartAny')
        return _call('host', 'uart.any') if self._modem else 0
    def readinto(self, buffer, count=-1):
        self._check()
        if count < 0 or count > len(buffer):
            count = len(buffer)
        got = _call('uartRead', _address(buffer), count) if self._id == 0 else 0
        return got or None
    def read(self, count=-1):
        self._check()
        if self._id != 0 and self._modem:
            # All of it: nobody here reads less. A call that Ctrl-C ended has no answer.
            return _unhexlify(_call('host', 'uart.read') or '') or None
        if count < 0:
            count = self.any()
        data = bytearray(count)
        got = self.readinto(data)
        return bytes(data[:got]) if got else None
    readall = read
    def readline(self):
        line = bytearray()
        one = bytearray(1)
        while self.readinto(one):
            line.extend(one)
            if one[0] == 10:
                break
        return bytes(line) if line else None
    def write(self, data):
        self._check()
        raw = data.encode() if isinstance(data, str) else data
        if self._id == 0 and len(raw):
            return _call('uartWrite', _address(raw), len(raw))
        if self._id != 0 and self._modem:
            _call('host', 'uart.write', str(_hexlify(raw), 'ascii'))
        return len(raw)
    def wait_tx_done(self, timeout_ms):
        return True
    def sendbreak(self, bits=13):
        pass

class SD:
    def __init__(self, id=0):
        if not _call('cardThere'):
            raise OSError('the requested operation failed')
    def init(self, id=0):
        pass
    def deinit(self):
        pass

class WDT:
    # It runs until the board restarts. A new one only changes the timeout.
    def __init__(self, id=0, timeout=None):
        self.init(timeout)
    def init(self, timeout):
        if timeout is None:
            raise TypeError("'timeout' argument required")
        _call('watchdog', timeout)
    def feed(self):
        _call('feed')

class _Registers:
    # Of timer group 0: whether the watchdog runs, and half milliseconds of each of its two stages.
    def __getitem__(self, address):
        ms = _call('watchdogMs')
        if address == 0x3ff5f048:
            return 0x80000000 if ms else 0
        return ms if address == 0x3ff5f050 else 0

mem32 = _Registers()

PWRON_RESET = 0
HARD_RESET = 1
WDT_RESET = 2
DEEPSLEEP_RESET = 3
SOFT_RESET = 4
BROWN_OUT_RESET = 5

def reset():
    _call('reset')
def reset_cause():
    return _board['resetCause']
def unique_id():
    return _unhexlify(_board['uniqueId'])
def freq():
    return 160000000
def idle():
    pass
