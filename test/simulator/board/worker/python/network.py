from _board import call as _call

_board = _call('identity')

if _board['hasLte']:
    class LTE:
        def __init__(self, **options):
            if not _call('host', 'lte.present'):
                raise OSError('the requested operation failed')
        def init(self, **options):
            pass
        def deinit(self, detach=True, reset=False):
            pass
        def send_at_cmd(self, cmd='AT', delay=10000):
            return _call('host', 'lte.at', cmd, delay)
        def isconnected(self):
            return False
        def isattached(self):
            return False
        def imei(self):
            return _call('host', 'lte.imei')
        def reset(self):
            pass
        def disconnect(self):
            pass
        def detach(self, reset=False):
            pass
        def factory_reset(self):
            import machine
            machine.reset()
        def pppsuspend(self):
            pass
        def pppresume(self):
            pass
    if _board['hasMirrorMode']:
        def _modem_upgrade_mode():
            _call('host', 'lte.mirror')
        LTE.modem_upgrade_mode = staticmethod(_modem_upgrade_mode)

class WLAN:
    STA = 1
    AP = 2
    def __init__(self, id=0, **options):
        pass
    def init(self, **options):
        pass
    def deinit(self):
        pass

class Server:
    # The servers run from the boot on. Making the object restarts them.
    def __init__(self, id=0, login=('micro', 'python'), timeout=300):
        self.init(login, timeout)
    def init(self, login=('micro', 'python'), timeout=300):
        self._timeout = timeout
        _call('host', 'network.start', login[0], login[1], timeout)
    def deinit(self):
        _call('host', 'network.stop')
    def timeout(self, seconds=None):
        if seconds is None:
            return self._timeout
        self._timeout = seconds
    def isrunning(self):
        return _call('host', 'network.running')
