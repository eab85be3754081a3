"""Runs a program on a terminal of its own and types for it: PROMPT KEYS pairs, then -- and the command.

What the terminal showed goes to standard output; the status is the program's.
"""

import os
import pty
import sys

until = sys.argv.index('--')
dialogue = list(zip(sys.argv[1:until:2], sys.argv[2:until:2]))
shown = b''


def read(descriptor):
    global shown
    data = os.read(descriptor, 4096)
    shown += data
    while dialogue and dialogue[0][0].encode() in shown:
        _, keys = dialogue.pop(0)
        os.write(descriptor, keys.encode())
    return data


sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[until + 1:], read)))
