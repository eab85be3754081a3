# Parameters: names and values of the call. Does not come back when all goes well: the port is the modem's then.
import sqnsupgrade

sqnsupgrade.uart(*positional, **named)
