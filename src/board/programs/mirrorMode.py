# Parameters: names and values of the call. It does not return on success: the port then leads to the modem.
import sqnsupgrade

sqnsupgrade.uart(*positional, **named)
