# Makes a new, empty file system on the SD card and mounts it at /sd; says how many files it then has. Before 1.19, os.mkfs
# formats, and only a card with a file system can be mounted. Since then, os.fsformat formats, and any card can be mounted.
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
            # The card has no file system: VfsFat can help, if the firmware has it.
            pass
    by_path = getattr(os, 'fsformat', None) or getattr(os, 'mkfs', None)
    fat = getattr(os, 'mkfat', None) or getattr(os, 'VfsFat', None)
    if by_path and mounted():
        by_path('/sd')
    elif fat:
        fat.mkfs(sd)
    else:
        return 'unreadable'
    # Mounted again, so that the list comes from the card and not from the board's memory of it.
    if mounted():
        (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
    os.mount(sd, '/sd')
    return len(os.listdir('/sd'))


print(empty())
