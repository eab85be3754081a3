# Parameters: path, folder, suffix. Prints what is there, what fits, and what this board can unpack. First it removes the
# remains of interrupted uploads.
import gc
import os

for name in os.listdir(folder):
    if name.endswith(suffix):
        try:
            os.remove(folder + '/' + name)
        except OSError:
            # If it can't be removed, the new file can't be written either, and that error says why.
            pass
try:
    print('size=%d' % os.stat(path)[6])
except OSError:
    pass
try:
    print('free=%d' % (os.getfree(folder) * 1024))
except AttributeError:
    try:
        s = os.statvfs(folder)
        print('free=%d' % (s[0] * s[3]))
    except AttributeError:
        # As in inspect.py: the upload shows whether it fits.
        print('free=%d' % 0x7fffffff)
try:
    import uzlib
    uzlib.decompress
    print('unpacks=1')
except (ImportError, AttributeError):
    pass
gc.collect()
print('memory=%d' % gc.mem_free())
