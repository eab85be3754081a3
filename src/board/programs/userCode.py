# Says whether something of the user's ran when the board started: what it began may outlive its interruption. And whether it
# left the hardware that hashes to us: a hash that was begun and not ended outlives a soft reset, too.


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
