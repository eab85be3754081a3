# Stands in for the module frozen into the board's firmware: same calls, same texts, own program. The modem's part of
# the work is done outside the interpreter, which prints as it goes.
from _board import call as _call
from network import LTE as _LTE
import uos as _os

_board = _call('identity')
VERSION = _board['toolVersion']

_SMALLEST_FILE_BYTES = 128

def _tool(name, *args):
    return _call('host', 'sqnsupgrade.' + name, *args)

def _mounted_for(path):
    # Mounts the card when the path lies on it; True when that was done here, None when it cannot be.
    parts = path.split('/')
    if parts[0] or len(parts) < 3 or parts[1] in _os.listdir('/'):
        return False
    from machine import SD
    try:
        _os.mount(SD(), '/' + parts[1])
    except OSError:
        print('Unable to mount SD card!')
        return None
    return True

def _usable(path):
    try:
        size = _os.stat(path)[6]
    except OSError as error:
        print('Exception when checking file {}... wrong file name?'.format(path))
        print('{}'.format(error))
        return False
    if size < _SMALLEST_FILE_BYTES:
        print('Firmware file is too small!')
        return False
    return True

def _with_files(paths, action):
    mounted = False
    try:
        for path in paths:
            now = _mounted_for(path)
            if now is None:
                return False
            mounted = mounted or now
            if not _usable(path):
                return False
        return action()
    finally:
        if mounted:
            (_os.umount if hasattr(_os, 'umount') else _os.unmount)('/sd')

def run(ffile, mfile=None, baudrate=921600, verbose=False, debug=False, load_fff=True, hangup=True, force_fff=False):
    _tool('banner')
    files = [ffile] if mfile is None else [ffile, mfile]
    return _with_files(files, lambda: _tool('run', ffile, mfile, verbose, load_fff))
def load(mfile, baudrate=921600, verbose=False, debug=False, hangup=False):
    _tool('banner')
    return _with_files([mfile], lambda: _tool('load', mfile, verbose))
def uart(ffh_mode=False, mfile=None, color=0x050505, verbose=False, debug=False, hangup=True):
    import pycom
    _tool('banner')
    if not hasattr(_LTE, 'modem_upgrade_mode'):
        print('Firmware does not support LTE.modem_upgrade_mode()!')
        return False
    files = [] if mfile is None else [mfile]
    if not _with_files(files, lambda: _tool('uart', ffh_mode, mfile, verbose)):
        return False
    pycom.heartbeat(False)
    pycom.rgbled(color)
    print('Going into MIRROR mode... please close this terminal to resume the upgrade via UART')
    _LTE.modem_upgrade_mode()
def state(verbose=False, debug=False, retry=5, hangup=False):
    return _tool('state')
def imei(verbose=False, debug=False, retry=5, hangup=True):
    return _tool('imei')
if _board['hasInfo']:
    def info(verbose=False, debug=False, hangup=True):
        _tool('banner')
        return _tool('info', verbose)
