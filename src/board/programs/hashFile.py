# Parameters: path, block. The hardware hashes one thing at a time: a hash that is begun must be ended.
import gc
import uhashlib
import ubinascii

gc.collect()
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
