from _board import call as _call, addressof as _address
from ucollections import namedtuple as _namedtuple

_board = _call('identity')
_uname = _namedtuple('', ('sysname', 'nodename', 'release', 'version', 'machine'))(
    _board['sysname'], _board['sysname'], _board['release'], _board['version'], _board['machine'])
_terminal = [None]

def _worded(name, text, *args):
    # Before 1.19 some errors are texts, without a number. Source: the firmware's moduos.c by tag.
    try:
        return _call(name, *args)
    except OSError:
        if _board['hasVfs']:
            raise
        raise OSError(text)

def uname():
    return _uname
def listdir(path='.'):
    return _worded('listdir', "no such file or directory: '%s'" % path, path)
def ilistdir(path='.'):
    return iter([tuple(entry) for entry in _call('ilistdir', path)])
def stat(path):
    mode, size, seconds = _call('stat', path)
    return (mode, 0, 0, 0, 0, 0, size, seconds, seconds, seconds)
def statvfs(path):
    cluster, total, free = _call('statvfs', path)
    return (cluster, cluster, total, free, free, 0, 0, 0, 0, 255)
def mkdir(path):
    _call('mkdir', path)
def remove(path):
    _worded('remove', "error removing file '%s'" % path, path)
unlink = remove
rmdir = remove
def rename(old, new):
    _worded('rename', "error renaming file '%s' to '%s'" % (old, new), old, new)
def getcwd():
    return _call('getcwd')
def chdir(path):
    _worded('chdir', "no such file or directory: '%s'" % path, path)
def getfree(path):
    return _call('getfree', path)
def sync():
    pass
def urandom(count):
    data = bytearray(count)
    _call('urandom', _address(data), count)
    return bytes(data)
def mount(device, path, readonly=False):
    _call('mount', path, _board['hasVfs'])
def _umount(path):
    _call('umount', path if isinstance(path, str) else '/sd')
if _board['hasVfs']:
    umount = _umount
    def fsformat(path):
        _call('format', path)
    class mkfat:
        # VfsFat under another name: an object to mount. Making one formats nothing.
        def __init__(self, device):
            pass
        @staticmethod
        def mkfs(device):
            _call('formatCard')
else:
    unmount = _umount
    def mkfs(device):
        if isinstance(device, str):
            return _call('format', device)
        # The card is mounted for a moment. Without a file system that fails.
        mount(device, '/__mkfs__mnt__')
        try:
            _call('format', '/__mkfs__mnt__')
        finally:
            unmount('/__mkfs__mnt__')
def dupterm(*stream):
    # Without an argument: the current terminal.
    if not stream:
        if _terminal[0] is None and _call('terminalAttached'):
            from machine import UART
            _terminal[0] = UART._of_repl()
        return _terminal[0]
    _terminal[0] = stream[0]
    _call('terminal', 0 if stream[0] is None else 1)
for _name in _board['withoutOs']:
    del globals()[_name]
