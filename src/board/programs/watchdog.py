# Changes the timeout of a running watchdog, because nothing stops it: no Ctrl-C, no soft reset. Parameters: most, to.
# Prints the timeouts before and after, in milliseconds; 0 if none runs, -1 if that can't be read.
import machine


def look():
    # Timer group 0 of the chip: the enable bit, and the half milliseconds of each of two stages.
    try:
        if machine.mem32[0x3ff5f048] & 0x80000000 == 0:
            return 0
        return machine.mem32[0x3ff5f050] & 0xffffffff
    except (AttributeError, OSError, TypeError, ValueError):
        return -1


was = look()
if was < 0:
    # Pycom's firmware allows this read. Elsewhere only the setting for each boot tells of a watchdog.
    try:
        import pycom
        if pycom.wdt_on_boot():
            was = pycom.wdt_on_boot_timeout()
    except (ImportError, AttributeError):
        pass
now = was
if 0 < was < most:
    try:
        machine.WDT(timeout=to)
        now = look()
        if now < 0:
            now = to
    except (AttributeError, OSError, TypeError, ValueError):
        pass
print('was=%d' % was)
print('now=%d' % now)
