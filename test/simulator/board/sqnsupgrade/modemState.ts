import type { ModemLine } from './modemLine';

/** `AT+SMOD?`: 0 recovery, 1 mTools, 2 application, 4 updater. */
export type ModemState = 0 | 1 | 2 | 4;

const FAST_BAUD_RATE = 921_600;
/** A modem that started in recovery may use this rate until it gets a command to change it. */
const SLOW_BAUD_RATE = 115_200;
const ANSWER_MS = 1000;
/** How long the tool waits for the first byte of an answer when it wakes the modem. */
const WAKE_READ_MS = 20_000;
const GROWING_DELAY_MS = 3000;
const ESCAPE_GUARD_MS = 1100;

/** Finds the modem and reads its state; `null` after all attempts, of which five take about a minute. */
export async function detectState(line: ModemLine, tries: number): Promise<ModemState | null> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    for (const baudRate of [FAST_BAUD_RATE, SLOW_BAUD_RATE]) {
      line.baudRate = baudRate;
      // Earlier noise can damage the first command.
      await line.command('AT', ANSWER_MS);
      const answer = await line.command('AT+SMOD?', ANSWER_MS);
      const state = /(?:^|[\r\n])([0124])[\r\n]/.exec(answer.text)?.[1];
      if (answer.result === 'OK' && state !== undefined) return Number(state) as ModemState;
    }
    line.baudRate = FAST_BAUD_RATE;
    await line.sleep(ESCAPE_GUARD_MS);
    line.write(Buffer.from('+++', 'latin1'));
    await line.sleep(ESCAPE_GUARD_MS);
    if (attempt < tries) await line.sleep(attempt * GROWING_DELAY_MS);
  }
  return null;
}

/** Switches a modem in recovery to the usual rate; false when it refuses. */
export async function negotiateRate(line: ModemLine): Promise<boolean> {
  if (line.baudRate === FAST_BAUD_RATE) return true;
  const answer = await line.command(`AT+IPR=${FAST_BAUD_RATE}`, ANSWER_MS, '\n');
  if (answer.result !== 'OK') return false;
  line.baudRate = FAST_BAUD_RATE;
  return true;
}

/** Sends `AT` until the modem answers, with a second after each failure; false after `tries`. */
export async function wakeUp(line: ModemLine, tries: number): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const answer = await line.command('AT', WAKE_READ_MS);
    if (answer.result === 'OK') return true;
    await line.sleep(ANSWER_MS);
  }
  return false;
}
