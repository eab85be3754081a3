# Takes the SD card away from /sd, so that it is mounted anew by whoever reads it next. Prints nothing.
import os

if 'sd' in os.listdir('/'):
    (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
