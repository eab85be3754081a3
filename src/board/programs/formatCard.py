# Makes a new, empty file system on the SD card. Older releases know os.fsformat, newer ones os.mkfat; a card must be mounted for
# the first, and must not be for the second.
import os
from machine import SD

sd = SD()
if hasattr(os, 'mkfat'):
    try:
        (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
    except OSError:
        pass
    fs = os.mkfat(sd)
    os.mount(sd if fs is None else fs, '/sd')
else:
    try:
        os.mount(sd, '/sd')
    except OSError:
        pass
    os.fsformat('/sd')
print(len(os.listdir('/sd')))
