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
            print('readable')
        except OSError:
            sd.deinit()
            print('unreadable')
    except (ImportError, OSError, ValueError):
        print('absent')
