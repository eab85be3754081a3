# Stands in for the module frozen into the board's firmware: same calls, texts, order, limits and dead ends, release by
# release (board firmware 1.18.1.r5 to 1.20.2.r6 and the library's 1.2.7); own program. Bytes to and from the modem go
# outside the interpreter. Each release prints through its own global `print`, as the real one does.
from _board import call as _call
from network import LTE as _LTE
import uos as _os
import sys as _sys

_board = _call('identity')
# No release before 1.2.0 prints its version.
_version = tuple([int(n) for n in _board['toolVersion'].split('.')])
if _version >= (1, 2, 0):
    VERSION = _board['toolVersion']
# Earlier releases end the calling program on an error. So does the first 1.2.6.
_exits = _version < (1, 2, 6) or _board['release'] == '1.20.0.rc13'
# A 1.2.5 that was frozen late checks the bootrom alone, like later releases.
_looks_at_rom_alone = _version >= (1, 2, 6) or _board['release'][:11] == '1.20.0.rc12'

_LARGEST_STAGED = 4194304
_SMALLEST = 128 if _version >= (1, 2, 2) else 10240
_READ_MS = 20000
_LIMIT_MS = 300000
_WARNING = '<<<=== DO NOT DISCONNECT POWER ===>>>'

def _tool(name, *args):
    return _call('host', 'sqnsupgrade.' + name, *args)

def _sleep(seconds):
    _tool('sleep', int(seconds * 1000))

def _ask(command, ms=_READ_MS):
    return _tool('command', command, ms)[1]

def _ok(text):
    return 'OK' in text

def _ended(*texts):
    for text in texts:
        print(text)
    if _exits:
        _sys.exit(1)
    return False

def _detect():
    return _tool('detect', 5 if _version >= (1, 2, 3) else 3)

def _undetected():
    return _ended('Could not detect your modem!', 'Please try to power off your device and restart in safeboot mode.')

def print_welcome():
    print('<<< Welcome to the SQN3330 firmware updater [{}] >>>'.format(_board['toolVersion']))
    print('>>> {} with firmware version {}'.format(_board['sysname'], _board['release']))

##
# Files.

class _Files:
    def __init__(self):
        self.card = None
    def usable(self, path):
        parts = path.split('/')
        if path[0] == '/' and 'flash' not in path and parts[1] not in _os.listdir('/'):
            if self.card is not None:
                print('SD card already mounted on {}!'.format(self.card))
                return False
            self.card = parts[1]
            try:
                from machine import SD
                _os.mount(SD(), '/' + parts[1])
            except Exception:
                print('Unable to mount SD card!')
                return False
        try:
            _os.stat(path)
            return True
        except Exception as error:
            print('Exception when checking file {}... wrong file name?'.format(path))
            print('{}'.format(error))
            return False
    def all_usable(self, image, updater):
        return (updater is None or self.usable(updater)) and self.usable(image)

##
# Questions to the modem.

def _wake(tries, text='Attempting AT wakeup...'):
    if text is not None:
        print(text)
    return _tool('wake', tries)

def _await_modem():
    begun = _tool('now')
    # The real one looks after 50 ms and then sleeps. With scaled time, a busy computer needs longer for an answer.
    while _tool('command', 'AT', 1000)[0] != 'OK':
        _sleep(.5)
        if _tool('now') - begun >= _LIMIT_MS:
            raise OSError('Timeout waiting for modem to respond!')

def _await_start():
    begun = _tool('now')
    while not _tool('waitFor', '+SYSSTART', 500):
        print('.', end='')
        if _tool('now') - begun >= _LIMIT_MS:
            raise OSError('Timeout waiting for modem to respond!')
    print()

def _factory(rom_only):
    # True, False, or None if the modem does not say both.
    rom = software = None
    for line in _ask('AT!="showver"').split('\n'):
        if 'Bootloader0' in line:
            rom = '[33080]' in line
        if 'Software' in line:
            software = '[33080]' in line
    if rom is None or software is None:
        return None
    return rom and (rom_only or not software)

def _boot(mode, exits):
    # Whether the modem accepted it.
    if 'ERROR' not in _ask('AT+SMSWBOOT=%d,1' % mode):
        return True
    if _version >= (1, 2, 2):
        _sleep(5)
        if _ok(_ask('AT+SMSWBOOT=%d,0' % mode)):
            _ask('AT^RESET')
            return True
    text = 'Received ERROR from AT+SMSWBOOT=%d,%d! Aborting!' % (mode, 1 if mode == 3 else 0)
    if exits:
        return _ended(text)
    print(text)
    return False

def _read_dump(verbose):
    # Read with a limit: after a long answer, questions and answers are out of step.
    if (1, 2, 5) <= _version < (1, 2, 7):
        text = _ask('AT+FSRDFILE="/fs/crashdump"')
        if verbose:
            print('AT+FSRDFILE="/fs/crashdump" returned {}'.format(text.encode()))

def _radio_off(verbose):
    if verbose:
        print('Sending AT+CFUN=4')
    text = _ask('AT+CFUN=4')
    if verbose:
        print('AT+CFUN=4 returned {}'.format(text.encode()))

##
def _prepare(staged, mtools, verbose):
    if _version >= (1, 2, 3):
        _ask('AT+BIND=AT')
    _ask('ATE0')
    if _version >= (1, 2, 5):
        _ask('AT+SMLOG?')
    _ask('AT+SMOD?')
    _read_dump(verbose)
    _ask('AT+SQNSUPGRADENTF="started"')
    _await_modem()
    if _version >= (1, 2, 5):
        _ask('AT+SQNWL="sqndcc",2')
        _radio_off(verbose)
    if staged or mtools:
        return True
    if not _boot(3, True):
        return False
    _sleep(3)
    _await_modem()
    if _version >= (1, 2, 5):
        _radio_off(verbose)
        _ask('AT+SMLOG?')
        _read_dump(verbose)
    return True

def _negotiate():
    # 1.2.3 asks the modem for the rate it already has, so a modem in recovery stays slow.
    print('Attempting AT auto-negotiation...')
    return _tool('negotiate', _version != (1, 2, 3))

##
# One transfer and its end.

def _transmit(path):
    # 'whole', or the printed text is the reason.
    sent = _tool('transmit', path)
    if sent == 'whole':
        return True
    if _version < (1, 2, 6) or _board['release'] == '1.20.0.rc13':
        print('Code download failed, aborting!')
    elif sent == 'unopened':
        print('Code download failed[1], aborting!')
    else:
        print('Exception: {}'.format(sent))
        print('Code download failed [2], aborting!')
    return False

def _transfer(path, staged, verbose, resume=False, mtools=False, switch=False):
    # path: None for the bootrom in the board's firmware.
    if path is not None:
        size = _os.stat(path)[6]
        if size < _SMALLEST:
            return _ended('Firmware file is too small!')
        if size > _LARGEST_STAGED and staged:
            print('Firmware file is too big to load via FFF method. Using ON_THE_FLY')
            staged = False
    if not _wake(10):
        return False
    if not resume or mtools:
        if not _prepare(staged, mtools, verbose):
            return False
    else:
        _ask('AT+SMOD?')
    _sleep(1)
    if verbose:
        print('Starting STP' + ('' if path is None else ' [FFF]' if staged else ' ON_THE_FLY'))
    if (1, 2, 2) <= _version < (1, 2, 5):
        _radio_off(verbose)
    text = _ask('AT+SMSTPU' if staged else 'AT+SMSTPU="ON_THE_FLY"')
    if not _ok(text):
        raise OSError("Invalid answer '%s' from the device" % text.encode()[:4])
    if not _transmit(path):
        _sleep(1.5)
        return False
    if switch:
        if verbose:
            print('Bootrom updated successfully, switching to recovery mode')
        _sleep(1.5)
        return _boot(0, False)
    if verbose:
        print('Code download done, returning to user mode')
    _sleep(1.5)
    return _finish(staged, verbose)

def _waiting(staged):
    return 'Waiting for modem to finish the update...\n' + ('This might take several minutes!\n' if staged else '') + _WARNING

##
def _finish(staged, verbose):
    if staged:
        # It does not wait for the answer.
        _tool('command', 'AT+SMUPGRADE', 0)
    if not _wake(100, _waiting(staged)):
        print('Timeout while waiting for modem to finish updating!')
        return False
    begun = _tool('now')
    while True:
        text = _ask('AT+SMUPGRADE?')
        if text == '':
            _sleep(2)
        if 'No report' in text or 'on-going' in text:
            _sleep(1)
        if 'success' in text or 'fail' in text:
            break
        if _tool('now') - begun >= _LIMIT_MS:
            raise OSError('Timeout waiting for modem to respond!')
    begun = _tool('now')
    text = _ask('AT+SMSWBOOT?')
    while not ('RECOVERY' in text or 'FFH' in text or 'FFF' in text):
        if _tool('now') - begun >= _LIMIT_MS:
            raise OSError('Timeout waiting for modem to respond!')
        _sleep(2)
        if not _wake(100, None):
            raise OSError('Timeout while waiting for modem to finish updating!')
        text = _ask('AT+SMSWBOOT?')
    said = ''.join([line for line in _ask('AT+SMUPGRADE?').split('\r\n') if 'OK' not in line])
    result = said.split(':')[1].strip() if '+SMUPGRADE:' in said else None
    # Without a result the real one stops here, too.
    if 'success' in result:
        if not staged:
            if _version < (1, 2, 2):
                print(_WARNING)
            print('Resetting.', end='')
            # The tool never checks whether the modem accepts it.
            _tool('command', 'AT+SMSWBOOT=1,1', 0)
            _await_start()
    else:
        print('Upgrade failed with result {}!'.format(result))
        print('Please check your firmware file(s)')
    _tool('command', 'AT', 250)
    _tool('command', 'AT', 250)
    if 'success' not in result:
        return False
    _ask('AT+SQNSUPGRADENTF="success"')
    _read_dump(verbose)
    return True

def _load(path, verbose):
    if _os.stat(path)[6] < _SMALLEST:
        return _ended('Firmware file is too small!')
    if not _negotiate():
        print('ERROR sending AT command... no response? b\'\'')
        print('AT auto-negotiation failed! Exiting.')
        return False
    if not _ok(_tool('command', 'AT+STP', _READ_MS, '\n')[1]):
        return _ended('Failed to start STP mode!')
    if not _transmit(path):
        return False
    return _wake(100, 'Waiting for updater to load...')

def _show_versions(verbose):
    _tool('command', 'AT', 1000)
    _tool('command', 'AT', 1000)
    imei = _ask('AT+CGSN') if _version >= (1, 2, 3) else None
    _pretty(_ask('AT!="showver"' if verbose else 'ATI1'))
    if imei is not None:
        print('\nIMEI:', end=' ')
        _pretty(imei)

def _pretty(text):
    for line in text.split('\r\n'):
        if 'OK' not in line and line != '':
            print(line)

##
# The functions that users call.

def _upgrade(image, updater, verbose, load_fff, recovering, resume, mtools):
    success = True
    if not recovering and updater is not None:
        if resume or _factory(True):
            success = _transfer(None, False, verbose, resume=resume, switch=True)
            _sleep(1)
        else:
            print('{} is not required. Resumining normal upgrade.'.format(updater))
            updater = None
    if not success:
        print('Unable to upgrade bootrom.')
    elif updater is not None:
        success = _load(updater, verbose)
        _sleep(1)
    if not success:
        print('Unable to load updater from {}'.format(updater))
    elif _transfer(image, load_fff and updater is None, verbose, resume=resume or updater is not None, mtools=mtools):
        if _factory(False):
            # Later releases return its result, and continue.
            success = _transfer(None, True, verbose)
        print('Your modem has been successfully updated.')
        print('Here is the current firmware version:\n')
        _show_versions(verbose)
    return success

##
def run(ffile, mfile=None, baudrate=921600, verbose=False, debug=False, load_fff=True, hangup=True, force_fff=False):
    print_welcome()
    success = False
    if _Files().all_usable(ffile, mfile):
        state = _detect()
        if state is None:
            # Later releases continue anyway.
            _undetected()
        elif state == 0 and mfile is None:
            return _ended('Your modem is in recovery mode. Please specify updater.elf file')
        resume = state == 4 or (state == 1 and _version == (1, 2, 3))
        mtools = state == 1 and _version >= (1, 2, 5)
        success = _upgrade(ffile, mfile, verbose, load_fff, state == 0, resume, mtools)
    return None if _version < (1, 2, 6) else success

##
def uart(ffh_mode=False, mfile=None, color=0x050505, verbose=False, debug=False, hangup=True):
    import pycom
    print_welcome()
    state = _detect()
    if state is None:
        _undetected()
    elif state == 0:
        print('Your modem is in recovery mode. You will need to use firmware.dup and updater.elf file to upgrade.')
        ffh_mode = True
    if not hasattr(_LTE, 'modem_upgrade_mode'):
        return _ended('Firmware does not support LTE.modem_upgrade_mode()!')
    print('Preparing modem for upgrade...')
    success = True
    if state != 0 and ffh_mode:
        if _version < (1, 2, 5) or _factory(_looks_at_rom_alone):
            success = _transfer(None, False, verbose, resume=state == 4, switch=True)
            _sleep(1)
        else:
            print('FFH mode is not necessary... ignoring!')
            print('Do not specify updater.elf when updating!')
            mfile = None
            ffh_mode = False
    if not success:
        print('Unable to upgrade bootrom.')
        return
    if mfile is not None:
        if not _load(mfile, verbose):
            print('Unable to load updater from {}'.format(mfile))
            return
        ffh_mode = False
    if ffh_mode:
        if not _negotiate():
            print('ERROR sending AT command... no response? b\'\'')
            print('AT auto-negotiation failed! Exiting.')
            return
    else:
        if not _wake(10):
            return
        _ask('AT+SMOD?')
        _sleep(1)
    _sleep(.5)
    print('Going into MIRROR mode... please close this terminal to resume the upgrade via UART')
    pycom.heartbeat(False)
    _sleep(.5)
    pycom.rgbled(color)
    _LTE.modem_upgrade_mode()

##
if _version >= (1, 2, 3):
    def load(mfile, baudrate=921600, verbose=False, debug=False, hangup=False):
        print_welcome()
        if _Files().usable(mfile):
            state = _detect()
            if state is None:
                _undetected()
            elif state == 0:
                _load(mfile, verbose)
            else:
                print('Modem must be in recovery mode!')

    def state(verbose=False, debug=False, retry=5, hangup=False):
        return _detect()

    def imei(verbose=False, debug=False, retry=5, hangup=True):
        if _detect() != 2:
            return None
        return ''.join([line for line in _ask('AT+CGSN').split('\r\n') if 'OK' not in line])

##
def _verbosely(state):
    # A modem may make the real one do this: it reads each answer as ASCII, and searches the modem again.
    how = _board['verboseInfo']
    if how == 'crashes':
        raise UnicodeError
    if how == 'hangs':
        _sleep(3600)
    return None if how == 'findsNoModem' else state

##
if _board['hasInfo']:
    def info(verbose=False, debug=False, hangup=True):
        import pycom
        print_welcome()
        # The first releases try five times.
        for n in range(5 if _version < (1, 2, 3) else 1):
            if verbose:
                print('Trying to detect modem state...')
            state = _detect()
            if state is not None:
                break
            if _version < (1, 2, 2):
                _sleep(2.4)
        if verbose and state == 2 and _board['verboseInfo'] != 'answers':
            state = _verbosely(state)
        if state == 2:
            print('Your modem is in application mode. Here is the current version:')
            _show_versions(verbose)
        elif state == 1:
            print('Your modem is in mTools mode.')
        elif state == 0:
            print('Your modem is in recovery mode! Use firmware.dup and updater.elf to flash new firmware.')
        elif state == 4:
            print('Your modem is in upgrade mode! Use firmware.dup to flash new firmware.')
        elif state is None:
            print('Cannot determine modem state!')
        if state is not None and verbose and hasattr(pycom, 'lte_modem_en_on_boot'):
            print('LTE autostart {}.'.format('enabled' if pycom.lte_modem_en_on_boot() else 'disabled'))
