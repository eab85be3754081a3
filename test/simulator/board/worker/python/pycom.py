from _board import call as _call

_board = _call('identity')
_state = {'heartbeat': True, 'color': 0, 'nvs': {}}

def heartbeat(enable=None):
    if enable is None:
        return _state['heartbeat']
    _state['heartbeat'] = bool(enable)
def rgbled(color=None):
    if color is None:
        return _state['color']
    if _state['heartbeat']:
        raise OSError('the requested operation is not possible')
    _state['color'] = color
def pybytes_on_boot(enable=None):
    return _board['pybytes']
def wdt_on_boot(enable=None):
    if enable is not None:
        _call('host', 'watchdog.onBoot', bool(enable))
    return _call('host', 'watchdog.onBoot', None)
def wdt_on_boot_timeout(timeout=None):
    return _call('host', 'watchdog.onBootMs')
def wifi_on_boot(enable=None):
    return True
def heartbeat_on_boot(enable=None):
    return True
def nvs_set(key, value):
    _state['nvs'][key] = value
def nvs_get(key):
    return _state['nvs'].get(key)
def get_free_heap():
    import gc
    return (gc.mem_free(), 0)
