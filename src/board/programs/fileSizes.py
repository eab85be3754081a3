# Parameters: folder. Prints a line for each file: size and name, the name as Python writes it.
import os

for name in os.listdir(folder):
    s = os.stat(folder + '/' + name)
    if s[0] & 0x4000 == 0:
        print('%d %r' % (s[6], name))
