# Says what the board is and can do. Does not touch the modem.
import os


def say(name, value):
    print('%s=%s' % (name, value))


def free(path):
    try:
        return os.getfree(path) * 1024
    except AttributeError:
        s = os.statvfs(path)
        return s[0] * s[3]


def card():
    # A card that is mounted is only looked at; any other is mounted for as long as it takes to look.
    try:
        say('card', 'readable')
        say('card_free', free('/sd'))
        return
    except OSError:
        pass
    try:
        from machine import SD
        sd = SD()
    except (ImportError, OSError, ValueError):
        say('card', 'absent')
        return
    try:
        os.mount(sd, '/sd')
        try:
            say('card_free', free('/sd'))
        finally:
            (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
    except OSError:
        say('card', 'unreadable')
    try:
        sd.deinit()
    except (AttributeError, OSError):
        pass


try:
    u = os.uname()
    say('sysname', u.sysname)
    say('release', u.release)
except AttributeError:
    import sys
    say('sysname', sys.platform)
    say('release', '')
try:
    from network import LTE
    say('mirror', int(hasattr(LTE, 'modem_upgrade_mode')))
except ImportError:
    pass
try:
    import sqnsupgrade
    say('tool', getattr(sqnsupgrade, 'VERSION', '?'))
except ImportError:
    pass
try:
    say('flash_free', free('/flash'))
except OSError:
    pass
card()
