import type { Phrase } from '../../base/phrase';

/** One thing that brought modems back for others, and what it may cost. */
export interface Repair {
  readonly id: string;
  readonly title: Phrase;
  /** What has to be known before it is done by hand; the user agrees to it before `how` tells the way. */
  readonly warning?: Phrase;
  /** How it is done, or what happens when we do it. */
  readonly how: Phrase;
  /** `drastic`: something is lost by it. `careful`: a setting or the modem's state changes, and can be changed back. */
  readonly risk: 'harmless' | 'careful' | 'drastic';
  readonly by: RepairHand;
  /** For which conditions it was reported to help. */
  readonly helps: readonly Condition[];
  /** Where it was reported or documented. */
  readonly source: string;
}

/** Who does it: a person with their hands, a program on the board, a command to the modem in MIRROR mode, or commands to the modem wherever it is reached. */
export type RepairHand =
  | { readonly kind: 'person' }
  | {
      readonly kind: 'board';
      readonly program: string;
      /** Every call of `network.LTE` can hang; after so long it is given up. */
      readonly limitSeconds: number;
      /** Whether it restarts the board, so that the prompt doesn't come back to us. */
      readonly restarts: boolean;
    }
  | { readonly kind: 'modemReset' }
  | { readonly kind: 'startFirmware' };

/** What the modem is in, as far as it can be seen. */
export type Condition =
  | 'works'
  | 'mTools'
  | 'updater'
  | 'applying'
  | 'recovery'
  | 'modemSilent'
  | 'boardUnusable'
  | 'modemRefuses'
  | 'nothingAnswers';
