# Gives the prompt another rate. Parameters: rate, in bits per second.
import os
import time
import machine

u = os.dupterm()
# What was said at the old rate has to leave first, and the host to follow.
time.sleep_ms(60)
if u is None:
    os.dupterm(machine.UART(0, rate))
else:
    u.init(rate)
