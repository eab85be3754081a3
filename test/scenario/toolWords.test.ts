import { render } from '../../src/base/phrase';
import { afterEach, expect, test } from 'vitest';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential } from './rig';

afterEach(stopBoards);

const LIMIT_MS = 60_000;

/** What the board's tool prints, or does, before and after its work. */
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
  // Typed at the prompt: what main.py changes is gone, because an upgrade begins with a start without it.
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
  ['breaks off behind its success', 'pass', 'raise UnicodeError("")', 'on the board failed'],
])(
  'a tool that %s and says success is believed by the version, and its words are a note',
  async (_, before, after, note) => {
    const { service, report } = await upgradeWith(before, after);
    expect(report).toMatchObject({ outcome: 'upgraded', error: null, after: { build: '41065' } });
    const notices = service.events.flatMap((event) => (event.type === 'notice' ? [render(event.text)] : []));
    expect(notices).toContainEqual(expect.stringContaining(note));
  },
  LIMIT_MS,
);
