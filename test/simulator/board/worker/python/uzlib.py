from _board import call as _call, addressof as _address
from uzlib import decompress, DecompIO as _DecompIO

class _FileDecompIO:
    # The interpreter's own accepts only streams written in C, and files here are not.
    def __init__(self, file, wbits):
        self._fd = file.fd
        _call('inflate', self._fd, wbits)
    def readinto(self, buffer):
        return _call('inflateRead', self._fd, _address(buffer), len(buffer))
    def read(self, count=-1):
        left = _call('inflateRemaining', self._fd)
        data = bytearray(left if count < 0 or count > left else count)
        self.readinto(data)
        return bytes(data)

def DecompIO(stream, wbits=0):
    if hasattr(stream, 'fd'):
        return _FileDecompIO(stream, wbits)
    return _DecompIO(stream, wbits)
