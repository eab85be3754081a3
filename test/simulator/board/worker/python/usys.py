from _board import call as _call, addressof as _address
import sys as _sys

for _key in dir(_sys):
    if _key[:1] != '_':
        globals()[_key] = getattr(_sys, _key)

if _call('identity')['exitRestarts']:
    def exit(code=0):
        _call('exit')

class _Stdin:
    # Text only: CR becomes LF, and there is no `buffer`.
    def readinto(self, buffer, count=-1):
        if count < 0 or count > len(buffer):
            count = len(buffer)
        return _call('stdin', _address(buffer), count, 0)
    def read(self, count=1):
        data = bytearray(count)
        self.readinto(data)
        return str(data, 'utf8')
    def readline(self):
        data = bytearray(512)
        return str(data[:_call('stdin', _address(data), len(data), 1)], 'utf8')

class _Stdout:
    def write(self, data):
        print(data if isinstance(data, str) else str(data, 'utf8'), end='')
        return len(data)
    def flush(self):
        pass

stdin = _Stdin()
stdout = _Stdout()
stderr = stdout
platform = _call('identity')['sysname']
path = ['', '/flash', '/flash/lib']
