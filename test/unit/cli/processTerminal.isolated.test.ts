import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { processTerminal } from '../../../src/cli/processTerminal';
import { shown } from '../../../src/cli/shown';

const CTRL_C = '\x03';
let input: PassThrough;
const real = Object.getOwnPropertyDescriptor(process, 'stdin');

beforeEach(() => {
  input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  Object.defineProperty(process, 'stdin', { value: input, configurable: true });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  if (real) Object.defineProperty(process, 'stdin', real);
  vi.restoreAllMocks();
});

test.each(['ask', 'password'] as const)(
  'Ctrl-C at a question (%s) cancels, and sends this process no signal, which would end it on Windows',
  async (way) => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const cancel = new AbortController();
    const asking = processTerminal(systemClock, cancel)[way](shown`Start? `);
    input.write(CTRL_C);
    await expect(asking).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(cancel.signal.aborted).toBe(true);
    expect(kill).not.toHaveBeenCalled();
  },
);

test('the typed line is the answer', async () => {
  const cancel = new AbortController();
  const asking = processTerminal(systemClock, cancel).ask(shown`Start? `);
  input.write('yes\n');
  expect(await asking).toBe('yes');
  expect(cancel.signal.aborted).toBe(false);
});
