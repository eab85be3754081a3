# Parameters: partial.
from ubinascii import a2b_base64 as a

f = open(partial, 'wb')
