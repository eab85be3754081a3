# Parameters: names and values of the call, stops. CALLED becomes the name of the function. Where the tool prints one of these texts it is ended there and then, because
# what it does next would do harm. Does not come back when that leads to MIRROR mode.
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
    # Shows that it really prints by that name.
    sqnsupgrade.print_welcome()
    if not guard.heard:
        raise OSError('not guarded')
    sqnsupgrade.CALLED(*positional, **named)
finally:
    del sqnsupgrade.print
