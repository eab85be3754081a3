# Parameters: names and values of the call. The return value is ignored: it differs from release to release.
import sqnsupgrade

sqnsupgrade.run(*positional, **named)
