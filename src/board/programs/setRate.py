# Changes the rate of the prompt. Parameters: rate, in bits per second.
import os
import time
import machine

u = os.dupterm()
# First the output at the old rate must leave, and the host must follow.
time.sleep_ms(60)
if u is None:
    os.dupterm(machine.UART(0, rate))
else:
    u.init(rate)
