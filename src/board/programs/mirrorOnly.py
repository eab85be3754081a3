# Connects the port to the modem and does nothing else: sqnsupgrade.uart() would begin to prepare the modem for an upgrade.
# Does not come back: only taking the power away ends it.
from network import LTE

print('mirror')
LTE.modem_upgrade_mode()
