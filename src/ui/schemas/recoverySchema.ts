import * as v from 'valibot';
import { listOf, oneOf, type Schema, text } from '../../base/schema';
import type { RecoveryState, ShownRepair } from '../recovery/recoveryState';
import { PHRASE } from './phraseSchema';

const REPAIR: Schema<ShownRepair> = v.object({
  id: text,
  title: PHRASE,
  warning: v.nullable(PHRASE),
  how: PHRASE,
  risk: oneOf<ShownRepair['risk']>({ harmless: true, careful: true, drastic: true }),
  by: oneOf<ShownRepair['by']>({ person: true, board: true, modemReset: true, startFirmware: true }),
});

/** What a recovery shows, as a former session of the window kept it. */
export const RECOVERY: Schema<RecoveryState> = v.object({
  condition: oneOf<RecoveryState['condition']>({
    works: true,
    mTools: true,
    updater: true,
    applying: true,
    recovery: true,
    modemSilent: true,
    boardUnusable: true,
    modemRefuses: true,
    nothingAnswers: true,
  }),
  sentence: PHRASE,
  files: v.nullable(PHRASE),
  unfinished: listOf(PHRASE),
  dismissing: listOf(PHRASE),
  repairs: listOf(REPAIR),
});
