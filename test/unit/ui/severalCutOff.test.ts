import { describe, expect, it } from 'vitest';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { panelView } from '../../../src/ui/panel/panelView';
import { RecoveryFlow } from '../../../src/ui/recovery/recoveryFlow';
import { inStage, sample } from '../../webview/sampleStates';
import { sampleEntry } from '../upgrade/journal/sampleEntry';
import { ENGLISH, flowRig } from './flowRig';
import { NOON } from './samples';

const forever = new AbortController().signal;
/** Boards 1, 2 and 6 of the sample were being upgraded; board 7 waited. */
const AT_WORK = ['/dev/ttyACM0', '/dev/ttyACM1', '/dev/ttyACM5'];

function recovery(initial: PanelState) {
  const rig = flowRig(initial);
  const offered: { readonly text: string; readonly buttons: readonly string[] }[] = [];
  const answer: { pressed?: string } = {};
  let timesRevealed = 0;
  const flow = new RecoveryFlow({
    ...rig,
    dialogs: {
      revealPanel: () => void (timesRevealed += 1),
      confirm: () => Promise.resolve(false),
      confirmByWord: () => Promise.resolve(false),
      tell: () => undefined,
      offer: (text, buttons) => {
        offered.push({ text, buttons });
        return Promise.resolve(answer.pressed);
      },
    },
    upgrade: () => Promise.resolve(),
    speech: ENGLISH,
  });
  return { ...rig, flow, offered, answer, timesRevealed: () => timesRevealed };
}

const { board } = sampleEntry();
const entryAt = (port: string) => sampleEntry({ id: port, board: { ...board, port }, begunAt: NOON + 1000 });

describe('several boards that a reload interrupted', () => {
  it('are waited for while the old window may still be running, then counted in one offer', async () => {
    const { flow, service, offered } = recovery(sample('severalInterrupted'));
    const asked = service.unfinished.bind(service);
    const coming = AT_WORK.map(entryAt);
    service.unfinished = () => {
      const next = coming.shift();
      if (next !== undefined) service.unfinishedUpgrades.push(next);
      return asked();
    };
    await flow.offerUnfinished(forever);
    expect(coming).toEqual([]);
    expect(offered).toHaveLength(1);
    expect(offered[0]?.text).toMatch(/^3 upgrades were interrupted\. The last one: .*\/dev\/ttyACM5/);
  });

  it('are waited for no longer than the old window can live', async () => {
    const { flow, clock, offered } = recovery(sample('severalInterrupted'));
    const before = clock.now();
    await flow.offerUnfinished(forever);
    expect(clock.now() - before).toBeLessThan(70_000);
    expect(offered).toEqual([]);
  });

  it('can all be shown from the offer', async () => {
    const ready = { ...inStage(sample('ready'), 'ready'), several: sample('severalInterrupted').several };
    const { flow, service, store, offered, answer, timesRevealed } = recovery(ready);
    service.unfinishedUpgrades.push(...AT_WORK.map(entryAt));
    answer.pressed = 'Show all boards';
    await flow.offerUnfinished(forever);
    expect(offered[0]?.buttons).toContain('Show all boards');
    expect(store.state.stage).toBe('several');
    expect(timesRevealed()).toBe(1);
  });

  it('each say what to do: recovery after a started upgrade, the upgrade before that', () => {
    const view = panelView(sample('severalInterrupted'), ENGLISH, NOON).several;
    expect(view?.totals).toMatch(/, 4 interrupted$/);
    const rows = view?.boards ?? [];
    const rowAt = (port: string) => rows.find((row) => row.port === port);
    for (const port of AT_WORK) {
      expect(rowAt(port)).toMatchObject({ result: 'Interrupted', alone: 'Recovery options…' });
      expect(rowAt(port)?.sentences.join(' ')).toContain('Leave the power on');
    }
    expect(rowAt('/dev/ttyACM6')).toMatchObject({
      alone: 'Upgrade this board alone…',
      sentences: ['Its upgrade wasn’t started.'],
    });
  });
});
