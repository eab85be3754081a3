# Makes a new, empty file system on the SD card and mounts it at /sd; says how many files are there then. Before 1.19 it is
# os.mkfs that formats, and a card must have a file system to be mounted; since then it is os.fsformat, and any card can be mounted.
# os.mkfat formats nothing: it is VfsFat, and only its static mkfs formats a card.
import os


def mounted():
    return 'sd' in os.listdir('/')


def empty():
    try:
        from machine import SD
        sd = SD()
    except (ImportError, OSError, ValueError):
        return 'absent'
    if not mounted():
        try:
            os.mount(sd, '/sd')
        except OSError:
            # One without a file system: VfsFat can help, where there is one.
            pass
    by_path = getattr(os, 'fsformat', None) or getattr(os, 'mkfs', None)
    fat = getattr(os, 'mkfat', None) or getattr(os, 'VfsFat', None)
    if by_path and mounted():
        by_path('/sd')
    elif fat:
        fat.mkfs(sd)
    else:
        return 'unreadable'
    # Mounted anew, so that it is the card that tells what is on it, and not what the board knew of it before.
    if mounted():
        (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
    os.mount(sd, '/sd')
    return len(os.listdir('/sd'))


print(empty())
