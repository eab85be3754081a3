import { expect, it } from 'vitest';
import { boardErrors } from '../../../src/board/errors';
import { panelView } from '../../../src/ui/panel/panelView';
import { statusStrings } from './statusStrings';
import { ENGLISH, file, flowRig } from './flowRig';

const SENTENCE = 'The board is upgrading its modem right now, so it wasn’t interrupted.';
const REMEDY = 'Keep the power on, wait until the board shows its prompt, then try again.';

it.each(['readVersion', 'upgrade'] as const)(
  'while a board upgrades its modem, %s ends with that error, and nothing is kept or retried',
  async (wish) => {
    const { flow, service, store, readings, user, clock } = flowRig();
    service.finding = boardErrors.upgrading();
    await (wish === 'upgrade' ? flow.upgrade([file('CATM1-41065.dup')]) : flow.readVersion());
    expect(service.inspected).toEqual(['/dev/ttyACM0']);
    expect(service.ran).toEqual([]);
    expect(readings.all).toEqual([]);
    expect(user.notices).toEqual([
      { level: 'error', text: `${SENTENCE} ${REMEDY}`, buttons: ['retry', 'choosePort'] },
    ]);

    const { state } = store;
    expect(panelView(state, ENGLISH, clock.wallTime())).toMatchObject({ lede: SENTENCE, remedy: REMEDY });
    const status = statusStrings(
      { state, readings: readings.all, knownPort: null, now: clock.wallTime() },
      ENGLISH,
    );
    expect(status).toMatchObject({ colour: 'warning', click: 'showPanel' });
    expect(status.tooltip).toContain('upgrading its modem right now');
  },
);
