import type { Alternative, Belief, Subject } from './belief';
import { BOARD_BELIEFS } from './beliefs/board';
import { BOOTLOADER_BELIEFS } from './beliefs/bootloader';
import { CONTAINER_BELIEFS } from './beliefs/container';
import { FTP_BELIEFS } from './beliefs/ftp';
import { MIRROR_BELIEFS } from './beliefs/mirror';
import { MODEM_BELIEFS } from './beliefs/modem';
import { REPL_BELIEFS } from './beliefs/repl';
import { TELNET_BELIEFS } from './beliefs/telnet';
import { TOOL_BELIEFS } from './beliefs/tool';
import { USB_BELIEFS } from './beliefs/usb';

/** Every belief, by its subject. */
export const BELIEFS: Readonly<Record<Subject, readonly Belief[]>> = {
  modem: MODEM_BELIEFS,
  bootloader: BOOTLOADER_BELIEFS,
  container: CONTAINER_BELIEFS,
  board: BOARD_BELIEFS,
  tool: TOOL_BELIEFS,
  REPL: REPL_BELIEFS,
  'MIRROR mode': MIRROR_BELIEFS,
  FTP: FTP_BELIEFS,
  Telnet: TELNET_BELIEFS,
  USB: USB_BELIEFS,
};

/** One possible difference of hardware from a belief. */
export interface Difference {
  readonly belief: Belief;
  readonly alternative: Alternative;
}

export function differences(): Difference[] {
  return Object.values(BELIEFS)
    .flat()
    .flatMap((belief) => belief.alternatives.map((alternative) => ({ belief, alternative })));
}

export function nameOfDifference({ belief, alternative }: Difference): string {
  return `${belief.id} / ${alternative.id}`;
}
