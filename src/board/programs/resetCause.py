# Prints the firmware's name for the reason of the chip's last start.
import machine

cause = machine.reset_cause()
for name in ('PWRON_RESET', 'WDT_RESET', 'DEEPSLEEP_RESET', 'BROWN_OUT_RESET'):
    if getattr(machine, name, None) == cause:
        print('cause=%s' % name)
