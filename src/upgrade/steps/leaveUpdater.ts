import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { startFirmware } from '../run/modemFinish';
import { planStep, type StepKind, type Surroundings } from './step';

export interface LeaveUpdater {
  readonly kind: 'leaveUpdater';
}

export const leaveUpdater: StepKind<LeaveUpdater, [Surroundings]> = {
  kind: 'leaveUpdater',
  schema: v.object({ kind: v.literal('leaveUpdater') }),
  phase: 'install',
  side: 'modem',
  standing: 'finishing',
  givesImage: false,
  toolLimitMs: null,
  changesModem: () => true,
  writesToModem: () => true,
  startsTool: () => false,
  leavesTransferOpen: () => false,
  sends: () => null,
  image: () => null,
  describe: ({ image }) =>
    planStep(`leave-updater-${image + 1}`, { kind: 'leaveUpdater' }, 20, 'doNotInterrupt', [
      phrase('Start the new firmware'),
      phrase('Restarts the modem with the firmware it received.'),
    ]),
  async perform(_action, { context, facts, modem: side }, signal) {
    await startFirmware(side.link, context, signal);
    facts.append({ kind: 'firmwareStarted' });
  },
};
