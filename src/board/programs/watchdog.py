# Gives a watchdog that runs another time, because nothing stops one: no Ctrl-C, no soft reset. Parameters: most, to.
# Says what it was set to, and what it is set to now, in milliseconds; 0 while none runs, -1 where that cannot be seen.
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
    # Firmware of Pycom's lets one look. Where it does not, one is known of only by the setting for each boot.
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
