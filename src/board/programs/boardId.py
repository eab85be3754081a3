# Prints the module's own number. Does not touch the modem.
import ubinascii
from machine import unique_id
print('id=%s' % str(ubinascii.hexlify(unique_id()), 'ascii'))
