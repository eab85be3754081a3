# Parameters: path, folder, suffix. What there is, what fits, and what this board can unpack. What uploads that broke off
# left behind goes first.
import gc
import os

for name in os.listdir(folder):
    if name.endswith(suffix):
        try:
            os.remove(folder + '/' + name)
        except OSError:
            # What keeps it from being removed keeps the new one from being written, which then says why.
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
        # As in inspect.py: whether it fits shows when it is written.
        print('free=%d' % 0x7fffffff)
try:
    import uzlib
    uzlib.decompress
    print('unpacks=1')
except (ImportError, AttributeError):
    pass
gc.collect()
print('memory=%d' % gc.mem_free())
