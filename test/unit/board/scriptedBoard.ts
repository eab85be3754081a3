import { Emitter } from '../../../src/base/emitter';
import type { UpgradeError } from '../../../src/base/upgradeError';
import { ReplClient } from '../../../src/board/repl/replClient';
import { ByteStream } from '../../../src/transport/byteStream';
import type { Transport } from '../../../src/transport/transport';
import { VirtualClock } from '../../simulator/virtualClock';

/**
 * A client of a scripted board. The board answers break-ins and stored program parts, and answers the one program that
 * contains `mark` with `answer` (in pieces if there are several). Then it stays silent forever. Time is virtual.
 * @param hangsAt mark of a program that it never answers
 * @param others further programs by their marks, and their answers
 */
export function scriptedBoard(
  mark: string,
  answer: string | readonly string[],
  hangsAt?: string,
  others: Readonly<Record<string, string>> = {},
): ReplClient {
  const data = new Emitter<Uint8Array>();
  const lost = new Emitter<UpgradeError>();
  const say = (text: string): void => data.fire(Buffer.from(text, 'latin1'));
  const transport: Transport = {
    path: 'scripted',
    baudRate: 115_200,
    write: (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      const token = /print\('(in-step-\d+)'\)/.exec(text)?.[1];
      if (hangsAt !== undefined && text.includes(hangsAt)) return Promise.resolve();
      const other = Object.keys(others).find((each) => text.includes(each));
      if (other !== undefined) say(others[other] ?? '');
      else if (text.includes(mark)) [answer].flat().forEach(say);
      else if (token) say(`OK${token}\r\n\x04\x04>`);
      else if (text.endsWith('\x04')) say('OK\x04\x04>');
      else say('\r\n>>> \r\nraw REPL; CTRL-B to exit\r\n>');
      return Promise.resolve();
    },
    drain: () => Promise.resolve(),
    onData: data.event,
    onLost: lost.event,
    setBaudRate: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const clock = new VirtualClock();
  return new ReplClient(new ByteStream(transport, clock), clock);
}
