from _board import call as _call
from utime import ticks_ms, ticks_us, ticks_cpu, ticks_add, ticks_diff

def sleep_ms(ms):
    if ms > 0:
        _call('sleep', ms)
def sleep(seconds):
    sleep_ms(seconds * 1000)
def sleep_us(us):
    sleep_ms(us / 1000)
def time():
    return _call('time')
