# Parameters: folder. Name and size of each file, a line each, names as Python writes them.
import os

for name in os.listdir(folder):
    s = os.stat(folder + '/' + name)
    if s[0] & 0x4000 == 0:
        print('%d %r' % (s[6], name))
