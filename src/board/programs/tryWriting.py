# Parameters: partial. Fails as writing a file would fail here. Leaves nothing behind.
import os

f = open(partial, 'wb')
try:
    f.write(b'?')
finally:
    f.close()
    os.remove(partial)
