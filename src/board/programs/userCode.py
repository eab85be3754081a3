# Says whether something of the user's ran when the board started: what it began may outlive its interruption.


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


print('code=%d' % (runs('boot.py') or runs('main.py') or pybytes()))
