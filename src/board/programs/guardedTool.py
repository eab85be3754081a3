# Parameters: names and values of the call, stops. CALLED becomes the name of the function. When the tool prints one of the
# texts in `stops`, it is ended at once, because its next step would do harm. It does not return if it enters MIRROR mode.
import sqnsupgrade


class Guard:
    heard = False

    def say(self, *words, **how):
        self.heard = True
        print(*words, **how)
        for text in stops:
            if words and text in str(words[0]):
                raise OSError('stopped at: ' + text)


guard = Guard()
sqnsupgrade.print = guard.say
try:
    # Shows that the tool really prints by that name.
    sqnsupgrade.print_welcome()
    if not guard.heard:
        raise OSError('not guarded')
    sqnsupgrade.CALLED(*positional, **named)
finally:
    del sqnsupgrade.print
