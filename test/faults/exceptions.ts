import type { Cell, Expected } from './cell';

interface Exception {
  readonly way?: RegExp;
  readonly kind: RegExp;
  readonly where?: RegExp;
  readonly expected: Expected;
  readonly because: string;
}

const FOR_EVER = /^(error|silence|ignore), for ever$/;

const BOARD = /^(flash|guarded|sd|wireless)$/;
const MIRRORED = /^(FFF|ON_THE_FLY|recovery|resume|two-step)$/;

/** Cells with a different end from that of their row. The first match counts. */
const EXCEPTIONS: readonly Exception[] = [
  {
    way: /sd/,
    kind: /^(error|ignore), for ever$/,
    where: /^AT!="showver"$/,
    expected: 'fails',
    because: 'the board’s tool takes the bootrom for a new one, keeps it, and loads no updater',
  },
  {
    way: /sd/,
    kind: /^ignore, for ever$/,
    where: /^AT\+SMSWBOOT=[013],1$/,
    expected: 'fails',
    because: 'the board’s tool looks for ERROR only, and continues as if the modem had restarted',
  },
  {
    way: /sd/,
    kind: /^(the modem resets|ignore, once)$/,
    where: /^AT\+SMSWBOOT=0,1$/,
    expected: 'fails',
    because: 'the board’s tool looks for ERROR only, asks once, and continues as if the modem had restarted',
  },
  {
    way: /sd/,
    kind: /^flipByte, once$/,
    where: /^AT\+IPR=/,
    expected: 'fails',
    because: 'the board’s tool loads no updater at the slow rate',
  },
  {
    way: /sd/,
    kind: /^(the modem resets|lateMs 2500, once)$/,
    where: /^run-1: close$/,
    expected: 'succeeds',
    because: 'only the bootrom was sent; the board’s tool continues with the firmware',
  },
  {
    way: /sd/,
    kind: /^apply: fail$/,
    expected: 'succeeds',
    because: 'only the bootrom failed; the board’s tool continues with the firmware',
  },
  {
    way: /sd/,
    kind: /^the modem resets$/,
    where: /^AT\+FSRDFILE=/,
    expected: 'succeeds',
    because: 'the board’s tool reads a crash dump only to show it',
  },
  {
    way: /wireless/,
    kind: /^(unplug|powerCut)$/,
    where: /^begin of (open-board|verify-1)$/,
    expected: 'succeeds',
    because: 'there is no connection yet, or the modem has finished and is read when the board is back',
  },
  {
    way: /wireless/,
    kind: /^unplug$/,
    where: /^middle of run-1$/,
    expected: 'succeeds',
    because: 'the board continues on its own and is read when it is back',
  },
  {
    way: BOARD,
    kind: /^boardReset$/,
    where: /^begin of verify-1$/,
    expected: 'succeeds',
    because: 'the modem has finished and is read when the board is back',
  },
  {
    kind: /^(unplug|powerCut)$/,
    where: /^begin of open-board$/,
    expected: 'refused',
    because: 'the port is opened in this step',
  },
  {
    kind: /^diskFull$/,
    where: / of (open-board|upload-.*|wake|prepare-1)$/,
    expected: 'refused',
    because: 'the first step that writes to the modem must be recorded first',
  },
  {
    way: BOARD,
    kind: /^boardReset$/,
    where: /^begin of open-board$/,
    expected: 'succeeds',
    because: 'the board is back before it is given up',
  },
  {
    way: /flash|guarded/,
    kind: /^boardReset$/,
    where: /^middle of upload-/,
    expected: 'succeeds',
    because: 'the file is sent again from its beginning; a card would have to be mounted again first',
  },
  {
    kind: /^cardPulled$/,
    where: /^begin of (open-board|upload-.*)$/,
    expected: 'refused',
    because: 'the run checks the card before it writes to it',
  },
  {
    kind: /^cardPulled$/,
    where: /^begin of verify-/,
    expected: 'succeeds',
    because: 'the image was read completely',
  },
  {
    way: BOARD,
    kind: /^ignore, for ever$/,
    where: /^AT\+SMSWBOOT=\d,1$/,
    expected: 'succeeds',
    because: 'the board’s tool has a second method: choose the boot mode, then reset',
  },
  {
    way: BOARD,
    kind: /^flipByte, once$/,
    where: /^AT\+SMSWBOOT=0,1$/,
    expected: 'fails',
    because: 'the modem is already in recovery and refuses the tool’s second method',
  },
  {
    way: BOARD,
    kind: /^(ignore|error), for ever$/,
    where: /^AT\+IPR=/,
    expected: 'fails',
    because: 'the board’s tool loads no updater at the slow rate',
  },
  {
    way: BOARD,
    kind: /^(ignore|error), for ever$/,
    where: /^AT\+CFUN=4$/,
    expected: 'succeeds',
    because: 'the board’s tool does not look at the answer',
  },
  {
    way: BOARD,
    kind: /^lateMs 2500, once$/,
    where: /^run-1: close$/,
    expected: 'fails',
    because: 'the board’s tool waits two seconds, and takes the late answer for that to its next command',
  },
  {
    way: BOARD,
    kind: /^(flipByte|ignore), once$/,
    where: /^AT\+(SMSTPU|STP$)/,
    expected: 'fails',
    because: 'the board’s tool asks once',
  },
  {
    way: BOARD,
    kind: /^silence, once$/,
    where: /^AT\+IPR=/,
    expected: 'fails',
    because: 'the rate is changed, and the board’s tool does not look for the modem there',
  },
  {
    kind: /^damagedPayload, (once|thrice)$/,
    where: /^load-updater: block/,
    expected: 'succeeds',
    because: 'an updater has no checksums; this one starts even with four repeated bytes',
  },
  {
    kind: /^damagedPayload, (once|thrice)$/,
    where: /: block/,
    expected: 'fails',
    because:
      'without checksums, nothing protects the two bytes with the accepted length; the modem finds the damage in the image',
  },
  {
    kind: FOR_EVER,
    where:
      /^(ATI1|AT\+CGSN|AT!="showver"|AT\+BIND=AT|ATE0|AT\+SMLOG\?|AT\+SQNSUPGRADENTF.*|AT\+SQNWL.*|AT\+SMSWBOOT\?|AT\+IPR.*)$/,
    expected: 'succeeds',
    because: 'the command is not needed, or another one gives the same information',
  },
  {
    way: MIRRORED,
    kind: FOR_EVER,
    where: /^AT\+CFUN=4$/,
    expected: 'succeeds',
    because: 'the command is not needed, as in the field’s tool',
  },
  {
    way: MIRRORED,
    kind: FOR_EVER,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'the version that the modem runs in the end decides',
  },
  {
    kind: /^error, for ever$/,
    where: /^AT\+SMSWBOOT=\d,1$/,
    expected: 'succeeds',
    because: 'there is a second method: choose the boot mode, then reset',
  },
  {
    kind: /^silence, for ever$/,
    where: /^AT\+(SMSTPU.*|STP|SMUPGRADE|SMSWBOOT=.*)$/,
    expected: 'succeeds',
    because: 'the modem carries the command out, and the run can see that',
  },
  {
    kind: FOR_EVER,
    where: /^AT\+SMOD\?$/,
    expected: 'refused',
    because: 'a modem that was read and is now silent differs from the plan',
  },
  {
    kind: /^(silence|wrongSession), for ever$/,
    where: /: close$/,
    expected: 'succeeds',
    because: 'the modem closes the session; its answer is not needed',
  },
  {
    way: /ON_THE_FLY|recovery|resume|two-step/,
    kind: /^(ignore|refuse|refuseUnknown), for ever$/,
    where: /transfer-\d: close$/,
    expected: 'fails',
    because: 'the modem has the image and then answers nothing, not even AT',
  },
  {
    kind: /^(unplug|powerCut)$/,
    where: /^begin of wake$/,
    expected: 'refused',
    because: 'the port is opened in this step',
  },
  {
    way: MIRRORED,
    kind: /^the modem resets$/,
    where: /: (reset|announce|block)/,
    expected: 'succeeds',
    because: 'it is brought back into the transfer, which begins anew',
  },
  {
    // In recovery the modem starts at its other rate, which the run does not try so soon.
    way: /FFF|ON_THE_FLY|resume|two-step/,
    kind: /^the modem resets$/,
    where: /: open/,
    expected: 'succeeds',
    because: 'it is brought back into the transfer, which begins anew',
  },
  {
    way: MIRRORED,
    kind: /^the modem resets$/,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'this is the first query, before anything is sent',
  },
  {
    way: /FFF|two-step/,
    kind: /^the modem resets$/,
    where: /^AT\+SMUPGRADE$/,
    expected: 'fails',
    because: 'the modem may have received the command before it restarted, and never gets it twice',
  },
  {
    way: /FFF|ON_THE_FLY|resume|two-step/,
    kind: /^the modem resets$/,
    where: /^(AT(?!\+SMUPGRADE\?)|start )/,
    expected: 'succeeds',
    because: 'the modem comes back unchanged, and the command is repeated',
  },
  {
    way: /recovery/,
    kind: /^the modem resets$/,
    where:
      /^(AT|AT\+SMOD\?|AT\+IPR=.*|AT\+STP|AT\+SMLOG\?|AT\+SMSTPU=.*|start 1|AT\+SQNSUPGRADENTF="success"|ATI1)$/,
    expected: 'succeeds',
    because: 'the modem is in recovery and gets its updater again, or has finished and runs its firmware',
  },
  {
    way: /recovery|resume/,
    kind: /^the modem (resets|alone without power)$/,
    where: /^(AT\+CGSN|AT!="showver")$/,
    expected: 'succeeds',
    because: 'these are the last queries, after the version is known',
  },
  {
    way: /flash|guarded|wireless/,
    kind: /^the modem resets$/,
    where: /^AT(?!\+(SMSTPU|SMUPGRADE))/,
    expected: 'succeeds',
    because: 'the modem is back unchanged at the next command; the board’s tool continues',
  },
  {
    way: /sd/,
    kind: /^the modem resets$/,
    where:
      /^(AT|AT\+(SMOD\?|BIND=AT|SMLOG\?|SQNSUPGRADENTF=.*|SQNWL=.*|CFUN=4|SMSWBOOT=0,1|CGSN)|ATE0|ATI1|AT!="showver")$/,
    expected: 'succeeds',
    because: 'the modem is back unchanged at the next command: before the updater, or after the end',
  },
  {
    way: BOARD,
    kind: /^the modem alone without power$/,
    where: /^(AT|AT\+SMOD\?|AT!="showver"|AT\+CGSN)$/,
    expected: 'refused',
    because: 'the board sends these queries before anything starts',
  },
  {
    way: BOARD,
    kind: /^(error|ignore), for ever$/,
    where: /^AT\+FSRDFILE=/,
    expected: 'succeeds',
    because: 'the board’s tool reads a crash dump only to show it',
  },
  {
    way: BOARD,
    kind: /^silence, once$/,
    where: /^AT\+SMSTPU/,
    expected: 'fails',
    because: 'the board’s tool treats a missing answer as an invalid one, and ends',
  },
  {
    way: /flash|guarded|wireless/,
    kind: /^the modem resets$/,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'the tool gives up, and the modem, asked through the board, runs its new version',
  },
  {
    way: BOARD,
    kind: /^(error|ignore), for ever$/,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'the tool gives up, and the modem, asked through the board, runs its new version',
  },
  {
    way: BOARD,
    kind: /^ignore, once$/,
    where: /^AT\+SMUPGRADE$|: close$/,
    expected: 'fails',
    because: 'the board’s tool sends it once, and does not look at the answer',
  },
  {
    way: /flash|guarded|wireless/,
    kind: /^silence, once$/,
    where: /^AT\+SMUPGRADE$/,
    expected: 'succeeds',
    because:
      'the board’s tool treats a missing answer as a failure; the modem, read through the board, runs its new version',
  },
  {
    way: BOARD,
    kind: /^silence, once$/,
    where: /^AT\+SMUPGRADE$/,
    expected: 'fails',
    because: 'the board’s tool treats a missing answer as a failure',
  },
];

/** The special end of a cell, if it has one. */
export function statedOtherwise({ way, kind, where }: Cell): Expected | undefined {
  return EXCEPTIONS.find(
    (each) => (each.way?.test(way) ?? true) && each.kind.test(kind) && (each.where?.test(where) ?? true),
  )?.expected;
}
