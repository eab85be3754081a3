# Parameters: paths. What is not there is as good as removed.
import os

for path in paths:
    try:
        os.remove(path)
    except OSError as e:
        if e.args[0] != 2:
            raise
