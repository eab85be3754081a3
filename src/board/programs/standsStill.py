# Parameters: marks. Marks that nothing of the user's runs, or says whether the mark is still there: no restart leaves it.
import sys

MARK = 'lteUpgradeStill'
if marks:
    sys.modules[MARK] = True
print('still=%d' % (MARK in sys.modules))
