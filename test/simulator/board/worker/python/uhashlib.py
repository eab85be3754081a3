from _board import call as _call, addressof as _address
from ubinascii import unhexlify as _unhexlify

class _Hash:
    # Outside the interpreter, as hardware does it on the board: in Python it would take longer than the wire.
    def __init__(self, data=b''):
        self._id = _call('hash', self._name)
        self.update(data)
    def update(self, data):
        if len(data):
            _call('hashUpdate', self._id, _address(data), len(data))
    def digest(self):
        return _unhexlify(_call('hashDigest', self._id))

class sha256(_Hash):
    _name = 'sha256'

class sha1(_Hash):
    _name = 'sha1'
