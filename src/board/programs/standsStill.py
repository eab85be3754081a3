# Parameters: marks. Sets a mark while no program of the user runs, or prints whether the mark is still there: a restart
# removes it. A board that can't keep a mark counts as one without a program.
import sys

MARK = 'lteUpgradeStill'
try:
    if marks:
        sys.modules[MARK] = True
    still = MARK in sys.modules
except (AttributeError, TypeError):
    still = True
print('still=%d' % still)
