# Sends bytes to the modem, on the pins that the board's own tool uses, and prints the answer.
# Parameters: question, rate, ms, ends.
import time
import ubinascii
from machine import UART
from os import uname

pins = ('P5', 'P98', 'P7', 'P99') if 'GPy' in uname().sysname else ('P20', 'P18', 'P19', 'P17')
u = UART(1, baudrate=rate, pins=pins, timeout_chars=100)
u.write(question)
said = b''
while ms > 0 and len(said) < 4096:
    piece = u.read() if u.any() else None
    if piece:
        said += piece
        if any([said.rstrip().endswith(end) for end in ends]):
            break
    else:
        time.sleep_ms(20)
        ms -= 20
print('said=%s' % str(ubinascii.hexlify(said), 'ascii'))
