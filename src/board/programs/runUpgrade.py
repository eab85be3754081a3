# Parameters: names and values of the call. What it returns means nothing: it differs from release to release.
import sqnsupgrade

sqnsupgrade.run(*positional, **named)
