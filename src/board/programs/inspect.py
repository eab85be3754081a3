# Prints what the board is and can do. Does not touch the modem. Parameters: endings, most.
import os
import ubinascii


def say(name, value):
    print('%s=%s' % (name, value))


def free(path):
    try:
        return os.getfree(path) * 1024
    except AttributeError:
        pass
    try:
        s = os.statvfs(path)
        return s[0] * s[3]
    except AttributeError:
        # Unknown here: the copy shows whether a file fits, before the modem is touched.
        return 0x7fffffff


def files(folder):
    # Files that an upload may find or replace. Names may contain anything, so they are printed as hexadecimal digits.
    try:
        names = os.listdir(folder)
    except (OSError, ValueError, MemoryError):
        # Without this list, an upload plans with the free space alone.
        return
    told = 0
    for name in names:
        if told == most:
            break
        if not any(name.lower().endswith(e) for e in endings):
            continue
        try:
            s = os.stat(folder + '/' + name)
        except OSError:
            continue
        if s[0] & 0x4000 == 0:
            say('file', '%d %s %s' % (s[6], folder, str(ubinascii.hexlify(name.encode()), 'ascii')))
            told += 1


def card():
    # A mounted card is only read. Any other card is mounted for a moment.
    try:
        say('card', 'readable')
        say('card_free', free('/sd'))
        files('/sd')
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
            files('/sd')
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
    from machine import unique_id
    say('id', str(ubinascii.hexlify(unique_id()), 'ascii'))
except ImportError:
    pass
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
    files('/flash')
except OSError:
    pass
card()
