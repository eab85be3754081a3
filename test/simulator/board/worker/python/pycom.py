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
    return False
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
