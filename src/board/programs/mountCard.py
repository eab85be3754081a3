# Makes the SD card readable at /sd, and prints the result.
import os

try:
    os.listdir('/sd')
    print('readable')
except OSError:
    try:
        from machine import SD
        sd = SD()
        try:
            os.mount(sd, '/sd')
            # Since 1.19 a card without a file system can be mounted, but not read.
            os.listdir('/sd')
            print('readable')
        except OSError:
            if 'sd' in os.listdir('/'):
                (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
            sd.deinit()
            print('unreadable')
    except (ImportError, OSError, ValueError):
        print('absent')
