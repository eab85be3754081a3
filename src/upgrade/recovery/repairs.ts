import { phrase } from '../../base/phrase';
import type { Condition, Repair, RepairHand } from './repair';

const EVERY: readonly Condition[] = [
  'works',
  'mTools',
  'updater',
  'recovery',
  'modemSilent',
  'modemRefuses',
  'boardUnusable',
  'nothingAnswers',
];
const BROKEN: readonly Condition[] = ['mTools', 'recovery', 'modemSilent'];
const SILENT: readonly Condition[] = ['modemSilent'];

/** `LTE()` may wait for a modem that does not answer; the documentation of no call names a limit. */
const LTE_CALL_SECONDS = 60;
/** "About 30 seconds, and resets the board" (Pycom forum 3549). */
const FACTORY_RESET_SECONDS = 90;

export const POWER_OFF_REPAIR = 'power-off';
/** Programs on the board that start the modem anew. */
export const RESTARTS_ON_BOARD: readonly string[] = ['at-reset-on-board', 'lte-reset', 'lte-deinit-reset'];

const UNPLUG = phrase(
  'Disconnect the USB cable and the battery, wait ten seconds, then reconnect them. The reset button doesn’t reset the modem.',
);

/** Firmwares before 1.20 spell it with two t. */
const DETACH = "getattr(lte,'detach',None) or lte.dettach";

function deinit(detach: 'True' | 'False', reset: 'True' | 'False'): string {
  const call = (name: string): string => `lte.deinit(${name}=${detach},reset=${reset})`;
  return `try:\n    ${call('detach')}\nexcept TypeError:\n    ${call('dettach')}`;
}

function onBoard(calls: string): RepairHand {
  return {
    kind: 'board',
    program: `from network import LTE\nlte=LTE()\n${calls}`,
    limitSeconds: LTE_CALL_SECONDS,
    restarts: false,
  };
}

/** What users and maintainers reported to have helped, from harmless to drastic; each is tried before the next. */
export const REPAIRS: readonly Repair[] = [
  {
    id: 'wait',
    title: phrase('Leave the power on, and keep reading the modem for up to an hour'),
    how: phrase(
      'The modem is installing an image, or may be. Send it nothing while you wait. Then its state is read again.',
    ),
    risk: 'harmless',
    by: { kind: 'person' },
    helps: ['applying'],
    source:
      'Pycom documentation of modem updates: "Do not disconnect power"; sqnsupgrade asks for some 35 minutes',
  },
  {
    id: POWER_OFF_REPAIR,
    title: phrase('Unplug the board for ten seconds'),
    how: UNPLUG,
    risk: 'harmless',
    by: { kind: 'person' },
    helps: EVERY,
    source: 'Pycom documentation of modem updates; Pycom forum 7763, 7540, 38366',
  },
  {
    id: 'safe-boot',
    title: phrase('Start the board in safe boot'),
    how: phrase(
      'Connect P12 to 3V3 for two seconds while the board starts, or press Ctrl-F at its prompt. The board then skips boot.py and main.py, so nothing else talks to the modem.',
    ),
    risk: 'harmless',
    by: { kind: 'person' },
    helps: ['modemSilent', 'boardUnusable', 'nothingAnswers'],
    source: 'Pycom documentation of safe boot; Pycom forum 3995',
  },
  {
    id: 'at-reset',
    title: phrase('Restart the modem with AT^RESET'),
    how: phrase('Restarts the modem. Writes nothing.'),
    risk: 'harmless',
    by: { kind: 'modemReset' },
    helps: ['mTools', 'updater', 'recovery'],
    source: 'Pycom forum 2902',
  },
  {
    id: 'at-reset-on-board',
    title: phrase('Restart the modem with AT^RESET, through the board'),
    how: phrase('The board restarts the modem. Writes nothing.'),
    risk: 'harmless',
    by: onBoard("lte.send_at_cmd('AT^RESET')"),
    helps: BROKEN,
    source: 'Pycom forum 2902',
  },
  {
    id: 'lte-reset',
    title: phrase('Restart the modem with lte.reset()'),
    how: phrase('The board’s driver resets the modem. Writes nothing.'),
    risk: 'harmless',
    by: onBoard('lte.reset()'),
    helps: BROKEN,
    source: 'Pycom forum 4022',
  },
  {
    id: 'lte-detach',
    title: phrase('Disconnect from the network: lte.disconnect(), lte.dettach()'),
    how: phrase('A modem that hangs while connected to a network may not answer anything else.'),
    risk: 'harmless',
    by: onBoard(`lte.disconnect()\n(${DETACH})(reset=True)`),
    helps: SILENT,
    source: 'Pycom forum 4022; 3968 for reset=True',
  },
  {
    id: 'lte-deinit',
    title: phrase('Turn off the modem’s driver: lte.deinit(dettach=False)'),
    how: phrase('The driver releases the modem without disconnecting from the network first.'),
    risk: 'harmless',
    by: onBoard(deinit('False', 'False')),
    helps: SILENT,
    source: 'Pycom forum 3968; pycom-micropython-sigfox issues 160, 225, 303',
  },
  {
    id: 'lte-deinit-reset',
    title: phrase('Turn off the modem’s driver and reset it: lte.deinit(reset=True)'),
    how: phrase('The driver disconnects from the network, releases the modem, and resets it.'),
    risk: 'careful',
    by: onBoard(deinit('True', 'True')),
    helps: SILENT,
    source: 'Pycom forum 3968',
  },
  {
    id: 'lte-not-on-boot',
    title: phrase('Don’t start the modem when the board starts'),
    how: phrase(
      'Stores pycom.lte_modem_en_on_boot(False) on the board, so that its startup leaves the modem alone. Unplug the board afterwards. pycom.lte_modem_en_on_boot(True) reverts this.',
    ),
    risk: 'careful',
    by: {
      kind: 'board',
      program: 'import pycom\npycom.lte_modem_en_on_boot(False)',
      limitSeconds: LTE_CALL_SECONDS,
      restarts: false,
    },
    helps: SILENT,
    source: 'Pycom forum 4022',
  },
  {
    id: 'upgrade-with-updater',
    title: phrase('Upgrade again with updater.elf'),
    how: phrase(
      'Choose the full image and updater.elf from the same archive. A modem in recovery needs both. If it fails, try again: for some users, the third attempt worked.',
    ),
    risk: 'careful',
    by: { kind: 'person' },
    helps: ['recovery', 'modemSilent', 'modemRefuses'],
    source: 'Pycom documentation of modem updates; pycom-libraries issue 59',
  },
  {
    id: 'upgrade-again',
    title: phrase('Upgrade again with the full image only'),
    how: phrase(
      'The modem is in its updater: it needs a full image, without updater.elf, and accepts no differential image. If it fails, try again.',
    ),
    risk: 'careful',
    by: { kind: 'person' },
    helps: ['updater'],
    source: 'Pycom documentation of modem updates; sqnsupgrade: a modem in its updater is resumed',
  },
  {
    id: 'start-firmware',
    title: phrase('Start the modem’s firmware'),
    how: phrase(
      'Only if the upgrade with the full image is refused. Tells the modem to leave its updater and to run its firmware, and writes nothing. If the firmware is incomplete, the modem comes up in recovery, where it needs a full image and updater.elf.',
    ),
    risk: 'careful',
    by: { kind: 'startFirmware' },
    helps: ['updater'],
    source: 'sqnsupgrade: AT+SMSWBOOT=1,1 ends an upgrade; the updater stays chosen until then',
  },
  {
    id: 'power-off-all-the-same',
    title: phrase('Disconnect the power for ten seconds, even though the modem may be installing an image'),
    warning: phrase(
      'Do this only after the modem has been silent, or has reported this, for an hour. You lose whatever it is writing, including its firmware. Have a full image and updater.elf from the same archive ready.',
    ),
    how: UNPLUG,
    risk: 'drastic',
    by: { kind: 'person' },
    helps: ['applying'],
    source: 'Pycom documentation of modem updates: "Do not disconnect power"; retrying after a power cycle',
  },
  {
    id: 'factory-reset',
    title: phrase('Reset the modem to its factory settings: lte.factory_reset()'),
    how: phrase(
      'Deletes all settings of the modem: bands, APN, carrier. Keeps its firmware. The board restarts after about half a minute.',
    ),
    risk: 'drastic',
    by: {
      kind: 'board',
      program: 'from network import LTE\nlte=LTE()\nlte.factory_reset()',
      limitSeconds: FACTORY_RESET_SECONDS,
      restarts: true,
    },
    helps: ['works', 'mTools', 'modemSilent'],
    source: 'pycom-libraries issue 75; Pycom forum 3549',
  },
];
