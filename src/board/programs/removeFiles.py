# Parameters: paths. A file that is not there counts as removed.
import os

for path in paths:
    try:
        os.remove(path)
    except OSError:
        # Firmware before 1.19 raises a text here, without a number. The folder's listing shows whether the file is gone, and
        # fails for a card that was pulled.
        folder, name = path.rsplit('/', 1)
        if name in os.listdir(folder):
            raise
