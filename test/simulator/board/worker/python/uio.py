from _board import call as _call, addressof as _address
from uio import BytesIO, StringIO

class FileIO:
    def __init__(self, path, mode):
        self._text = 'b' not in mode
        self.fd = _call('open', path, mode)
    def write(self, data):
        raw = data.encode() if isinstance(data, str) else data
        if not len(raw):
            return 0
        return _call('write', self.fd, _address(raw), len(raw))
    def readinto(self, buffer):
        return _call('read', self.fd, _address(buffer), len(buffer)) if len(buffer) else 0
    def read(self, size=-1):
        left = _call('remaining', self.fd)
        data = bytearray(left if size is None or size < 0 or size > left else size)
        self.readinto(data)
        return str(data, 'utf8') if self._text else bytes(data)
    def readline(self):
        line = bytearray()
        one = bytearray(1)
        while self.readinto(one):
            line.extend(one)
            if one[0] == 10:
                break
        return str(line, 'utf8') if self._text else bytes(line)
    def readlines(self):
        return list(self)
    def __iter__(self):
        return self
    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line
    def seek(self, offset, whence=0):
        return _call('seek', self.fd, offset, whence)
    def tell(self):
        return _call('seek', self.fd, 0, 1)
    def flush(self):
        _call('flush', self.fd)
    def close(self):
        _call('close', self.fd)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.close()

def open(path, mode='r', **ignored):
    return FileIO(path, mode)
