import { expect, test } from 'vitest';
import { silentLogger } from '../../src/base/logger';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import type { UpgradeReport } from '../../src/upgrade/report';
import { parseTranscript, recordingOpener } from '../../src/transport/transcript';
import { replay } from '../../src/cli/replay';
import { replayText } from '../../src/cli/commands/replay';
import { twoStepPair } from '../fixtures/firmware';
import { differential, type Files, full, Rig, updater } from './rig';

const SMALL = 24_000;

/** A rig on a cable with realistic speed, which records all bytes as `--log` does. */
class RecordedRig extends Rig {
  readonly lines: string[] = [];
  override readonly service = createUpgradeService({
    clock: this.clock,
    logger: silentLogger,
    openTransport: recordingOpener(this.wire.open, this.clock, (line) => this.lines.push(line)),
    listPorts: () => Promise.resolve({ ports: [], unknown: null }),
  });

  constructor(modem: ConstructorParameters<typeof Rig>[0] = {}) {
    super(modem, { wire: { paced: true, latencyMs: 2 } });
  }

  get transcript(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }
}

interface Recording {
  readonly name: string;
  readonly modem: ConstructorParameters<typeof Rig>[0];
  readonly files: () => Files;
  readonly report: Partial<UpgradeReport>;
  readonly disturb?: (rig: RecordedRig) => void;
}

const RECORDINGS: readonly Recording[] = [
  {
    name: 'differential',
    modem: {},
    files: () => ({ images: [differential(SMALL)] }),
    report: { outcome: 'upgraded' },
  },
  {
    name: 'full-in-two-steps',
    modem: {},
    files: () => {
      const [first, second] = twoStepPair({ size: SMALL });
      return {
        images: [
          { name: 'CATM1-5.2-48829-1.dup', bytes: first },
          { name: 'CATM1-5.2-48829-2.dup', bytes: second },
        ],
      };
    },
    report: { outcome: 'upgraded' },
  },
  {
    name: 'recovery',
    modem: { state: 0 },
    files: () => ({ images: [full(SMALL)], updater: updater(6000) }),
    report: { outcome: 'upgraded' },
  },
  {
    name: 'refused-by-the-modem',
    modem: { faults: [{ when: { at: 'AT+SMSTPU*' }, what: 'error', times: 'always' }] },
    files: () => ({ images: [differential(SMALL)] }),
    report: { outcome: 'failed', modemState: 'untouched' },
  },
  {
    name: 'unplugged',
    modem: { state: 4 },
    files: () => ({ images: [full(SMALL)] }),
    report: { outcome: 'failed', modemState: 'recoverable' },
    disturb: (rig) => {
      rig.watch = (event) => {
        if (event.type === 'progress' && event.bytes > SMALL / 2) rig.wire.unplug();
      };
    },
  },
];

test.each(RECORDINGS)('$name produces the recorded bytes on the wire', async (recording) => {
  const rig = new RecordedRig(recording.modem);
  recording.disturb?.(rig);
  expect(await rig.upgrade(recording.files())).toMatchObject(recording.report);
  // A missing file is written. A different file fails, and `vitest -u` accepts the new one.
  await expect(rig.transcript).toMatchFileSnapshot(`../golden/${recording.name}.log`);

  const lines = parseTranscript(rig.transcript);
  if (typeof lines === 'number') throw new Error(`line ${lines} of the transcript cannot be read`);
  const shown = replay(lines).map((item) => `${replayText(item).text}\n`);
  await expect(shown.join('')).toMatchFileSnapshot(`../golden/${recording.name}.txt`);
});
