# Parameters: path. The hardware makes one hash at a time, so each one must be finished.
import gc
import uhashlib
import ubinascii

gc.collect()
# As large as the heap allows: each read takes longer than its hash.
block = min(32768, gc.mem_free() // 8)
b = bytearray(block)
v = memoryview(b)
h = uhashlib.sha256()
try:
    f = open(path, 'rb')
    try:
        while True:
            n = f.readinto(b)
            if not n:
                break
            h.update(b if n == block else v[:n])
    finally:
        f.close()
finally:
    d = h.digest()
print(str(ubinascii.hexlify(d), 'ascii'))
