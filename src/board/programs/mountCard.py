# Makes the SD card readable at /sd, and says how that went.
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
            # Since 1.19 one without a file system can be mounted, and nothing else.
            os.listdir('/sd')
            print('readable')
        except OSError:
            if 'sd' in os.listdir('/'):
                (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
            sd.deinit()
            print('unreadable')
    except (ImportError, OSError, ValueError):
        print('absent')
