# Says whether a program of the user ran when the board started: what it started may survive an interruption. Says also whether
# the hashing hardware is free: an unfinished hash survives even a soft reset.


def runs(name):
    try:
        f = open('/flash/' + name, 'rb')
    except OSError:
        return False
    try:
        text = f.read(2048)
    finally:
        f.close()
    if len(text) == 2048:
        return True
    for line in text.split(b'\n'):
        line = line.strip()
        if line and line[:1] != b'#':
            return True
    return False


def pybytes():
    try:
        import pycom
        return bool(pycom.pybytes_on_boot())
    except (ImportError, AttributeError):
        return False


def hashes():
    try:
        import uhashlib
        uhashlib.sha256().digest()
        return True
    except ImportError:
        return True
    except OSError:
        return False


print('hashes=%d' % hashes())
print('code=%d' % (runs('boot.py') or runs('main.py') or pybytes()))
