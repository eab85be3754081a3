# Takes the SD card away from /sd, so that the next program that reads it mounts it anew. Prints nothing.
import os

if 'sd' in os.listdir('/'):
    (os.umount if hasattr(os, 'umount') else os.unmount)('/sd')
