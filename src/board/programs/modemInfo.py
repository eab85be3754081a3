# Parameters: verbose.
import sqnsupgrade

sqnsupgrade.info(verbose)
