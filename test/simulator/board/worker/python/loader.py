# Puts the board's modules into sys.modules; each gets its own namespace, so that a user's program can't
# change it.
def _load():
    import js, sys, gc
    class Module:
        pass
    def add(name, *other_names):
        names = {'__name__': name}
        # In parts: compiling a long module at once would split the heap.
        for part in js.exec('boardSource("%s")' % name).split('\n##\n'):
            exec(part, names)
        module = Module()
        for key in names:
            setattr(module, key, names[key])
        for each in (name,) + other_names:
            sys.modules[each] = module
        return names
    board = add('_board')
    identity = board['call']('identity')
    import builtins
    builtins.open = add('uio', 'io')['open']
    add('micropython')
    add('uos', 'os')
    add('utime', 'time')
    add('machine')
    add('network')
    add('pycom')
    if identity['hasUzlib']:
        add('uzlib', 'zlib')
    else:
        # It can't be removed, only emptied.
        sys.modules['uzlib'] = sys.modules['zlib'] = Module()
    add('uhashlib', 'hashlib')
    add('usys', 'sys')
    # Under another name the real module believes that it runs on a computer, and finds no `serial`: an ImportError, too.
    if identity['toolVersion'] and ('GPy' in identity['sysname'] or 'FiPy' in identity['sysname']):
        names = add('sqnsupgrade')
        # A real module's attributes are its globals: if a program sets its `print`, it prints with that.
        tool = sys.modules['sqnsupgrade']
        names['print'] = lambda *words, **how: getattr(tool, 'print', builtins.print)(*words, **how)
    gc.collect()
_load()
del _load
