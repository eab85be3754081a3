# Parameters: partial, path. The file gets its name only when it is complete.
import os

try:
    os.remove(path)
except OSError:
    pass
os.rename(partial, path)
if hasattr(os, 'sync'):
    os.sync()
