# Says why the chip started last, by the name that its firmware has for it.
import machine

cause = machine.reset_cause()
for name in ('PWRON_RESET', 'WDT_RESET', 'DEEPSLEEP_RESET', 'BROWN_OUT_RESET'):
    if getattr(machine, name, None) == cause:
        print('cause=%s' % name)
