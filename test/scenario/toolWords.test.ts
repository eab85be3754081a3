import { render } from '../../src/base/phrase';
import { afterEach, expect, test } from 'vitest';
import { twoStepPair } from '../fixtures/firmware';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential } from './rig';

afterEach(stopBoards);

const LIMIT_MS = 60_000;

/** Additional output or actions of the board’s tool, before and after its work. */
const PATCH = `import sqnsupgrade
_run = sqnsupgrade.run
def run(*positional, **named):
    BEFORE
    _run(*positional, **named)
    AFTER
sqnsupgrade.run = run
`;

async function upgradeWith(
  before: string,
  after: string,
  modem: Partial<ModemConfiguration> = { applyMs: 5000 },
): Promise<{ service: BoardService; report: unknown }> {
  const started = await startBoardWithModem(modem);
  // The patch is typed at the prompt, because an upgrade starts the board without main.py.
  await started.client.enterRaw();
  await started.client.exec(PATCH.replace('BEFORE', before).replace('AFTER', after));
  await started.client.transport.close();
  const service = new BoardService(started.wire.path, started.wire.open);
  return { service, report: await service.upgrade({ images: [differential(9000)] }, 'flash') };
}

test.each([
  [
    'does not find the modem at first',
    'print("Could not detect your modem!")',
    'pass',
    'can’t find its modem',
  ],
  [
    'fails to replace the bootrom',
    'print("Upgrade failed with result fail!")\n    print("Please check your firmware file(s)")',
    'pass',
    'reports that its update failed',
  ],
  ['crashes after its success', 'pass', 'raise UnicodeError("")', 'on the board failed'],
])(
  'a tool that %s and reports success is believed because of the version, and its output becomes a note',
  async (_, before, after, note) => {
    const { service, report } = await upgradeWith(before, after);
    expect(report).toMatchObject({ outcome: 'upgraded', error: null, after: { build: '41065' } });
    const notices = service.events.flatMap((event) => (event.type === 'notice' ? [render(event.text)] : []));
    expect(notices).toContainEqual(expect.stringContaining(note));
  },
  LIMIT_MS,
);

// Users bricked their modems by cutting the power here. 1.2.5 and older tools end here with their own `exit`.
test.each(['1.2.6', '1.2.7'])(
  'between the two halves of the pair the tool continues without having found the modem (%s), and nothing cuts the power',
  async (toolVersion) => {
    const sdCard = { state: 'present', bytes: 16 * 1024 * 1024 } as const;
    const started = await startBoardWithModem({ applyMs: 5000, pauses: [] }, { toolVersion, sdCard });
    await started.client.transport.close();
    const service = new BoardService(started.wire.path, started.wire.open);
    const [first, second] = twoStepPair({ size: 9000 });
    const images = [
      { name: 'CATM1-5.2-48829-1.dup', bytes: first },
      { name: 'CATM1-5.2-48829-2.dup', bytes: second },
    ];
    service.watch = (event) => {
      // The modem is silent in five rounds at the rate that it uses.
      if (event.type === 'step' && event.id === 'run-2' && event.state === 'started')
        started.modem.declareFaults([{ when: { at: 'AT+SMOD?' }, what: 'silence', times: 5 }]);
    };
    const report = await service.upgrade({ images }, 'sd');
    expect(report).toMatchObject({ outcome: 'upgraded', error: null, after: { build: '48829' } });
    const notices = service.events.flatMap((event) => (event.type === 'notice' ? [render(event.text)] : []));
    expect(notices).toContainEqual(expect.stringContaining('can’t find its modem'));
    const said = service.events.flatMap((event) =>
      event.type === 'notice' ? [render(event.text)] : event.type === 'wait' ? [render(event.reason)] : [],
    );
    expect(said.join(' ')).not.toMatch(/(?<!Don’t )(unplug|disconnect the power)/i);
  },
  LIMIT_MS,
);
