# Parameters: marks. Marks that nothing of the user's runs, or says whether the mark is still there: no restart leaves it.
# A board that cannot be marked is taken for one that stands still.
import sys

MARK = 'lteUpgradeStill'
try:
    if marks:
        sys.modules[MARK] = True
    still = MARK in sys.modules
except (AttributeError, TypeError):
    still = True
print('still=%d' % still)
