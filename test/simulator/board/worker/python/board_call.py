# The way from Python to the board's hardware, which is outside the interpreter.
import js as _js
import ujson as _json
from uctypes import addressof

def call(name, *args):
    answer = _js.exec('board.%s(%s)' % (name, ','.join([repr(a) for a in args])))
    mark = answer[:1]
    if mark == '!':
        raise OSError(int(answer[1:]))
    if mark == '?':
        raise OSError(answer[1:])
    return _json.loads(answer)
