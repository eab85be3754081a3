# Stands in for the module frozen into the board's firmware: same calls, same texts, own program. The work is done
# outside the interpreter, which prints as it goes.
from _board import call as _call
from network import LTE as _LTE

_board = _call('identity')
VERSION = _board['toolVersion']

def _tool(name, *args):
    return _call('host', 'sqnsupgrade.' + name, *args)

def run(ffile, mfile=None, baudrate=921600, verbose=False, debug=False, load_fff=True, hangup=True, force_fff=False):
    return _tool('run', ffile, mfile, verbose, load_fff, force_fff)
def load(mfile, baudrate=921600, verbose=False, debug=False, hangup=False):
    return _tool('load', mfile, verbose)
def uart(ffh_mode=False, mfile=None, color=0x050505, verbose=False, debug=False, hangup=True):
    import pycom
    pycom.heartbeat(False)
    pycom.rgbled(color)
    if not _tool('uart', ffh_mode, mfile, verbose):
        return None
    _LTE.modem_upgrade_mode()
def state(verbose=False, debug=False, retry=5, hangup=False):
    return _tool('state', verbose)
def imei(verbose=False, debug=False, retry=5, hangup=True):
    return _tool('imei')
if _board['hasInfo']:
    def info(verbose=False, debug=False, hangup=True):
        return _tool('info', verbose)
