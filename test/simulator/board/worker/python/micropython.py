from _board import call as _call
from micropython import kbd_intr as _kbd_intr, const, heap_lock, heap_unlock, mem_info, opt_level, qstr_info
from micropython import schedule, stack_use

def kbd_intr(interrupt, reset=None):
    # A single argument of -1 switches Ctrl-F off as well. The second argument sets Ctrl-F alone.
    if reset is None:
        reset = -1 if interrupt == -1 else 6
    _kbd_intr(interrupt)
    _call('intr', interrupt, reset)

def _disarm():
    _kbd_intr(-1)
def _arm():
    _kbd_intr(3)
