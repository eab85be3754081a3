# Parameters: paths. What is not there is as good as removed.
import os

for path in paths:
    try:
        os.remove(path)
    except OSError:
        # Firmware before 1.19 raises a text here, and no number: whether the file is gone shows when one looks into its
        # folder, which raises for a card that was pulled.
        folder, name = path.rsplit('/', 1)
        if name in os.listdir(folder):
            raise
