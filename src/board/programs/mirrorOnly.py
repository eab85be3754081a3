# Connects the port to the modem and does nothing else: sqnsupgrade.uart() would begin to prepare the modem for an upgrade.
# It never returns: only a power cycle ends it.
from network import LTE

print('mirror')
LTE.modem_upgrade_mode()
