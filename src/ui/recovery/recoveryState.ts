import type { Phrase } from '../../base/phrase';
import type { Condition, Diagnosis, Repair } from '../../upgrade';
import { continuationOf, costOfDismissing, whatHappened } from '../../upgrade';

/** What state the modem is in and what can be done about it, as plain data. */
export interface RecoveryState {
  readonly condition: Condition;
  readonly sentence: Phrase;
  /** Which files bring it on; null where files do not. */
  readonly files: Phrase | null;
  /** What was cut off on this board, each followed by how to go on. */
  readonly unfinished: readonly Phrase[];
  /** What dismissing that takes away; empty where nothing. */
  readonly dismissing: readonly Phrase[];
  /** From harmless to drastic. */
  readonly repairs: readonly ShownRepair[];
}

export interface ShownRepair extends Pick<Repair, 'id' | 'title' | 'how' | 'risk'> {
  readonly by: Repair['by']['kind'];
  readonly warning: Phrase | null;
}

export function recoveryState({ condition, sentence, files, unfinished, repairs }: Diagnosis): RecoveryState {
  return {
    condition,
    sentence,
    files,
    unfinished: unfinished.flatMap((entry) => [whatHappened(entry), ...continuationOf(entry)]),
    dismissing: [...new Set(unfinished.map(costOfDismissing).filter((cost) => cost !== null))],
    repairs: repairs.map(({ id, title, warning = null, how, risk, by }) => ({
      id,
      title,
      warning,
      how,
      risk,
      by: by.kind,
    })),
  };
}
