import { HEADER_BYTES } from '../stp/frame';
import { type FrameHead, findFrame, readFrameHead } from '../stp/frameText';
import { escapeBytes } from '../transport/transcript';
import type { TranscriptLine } from '../transport/transcriptLines';

/** Something that happened on the wire, as it is shown. */
export interface ReplayItem {
  /** Since the port was opened, and since the item before. */
  readonly seconds: number;
  readonly after: number;
  readonly direction: TranscriptLine['direction'];
  readonly what: { readonly kind: 'text'; readonly text: string } | ({ readonly kind: 'frame' } & FrameHead);
}

type Direction = 'toBoard' | 'fromBoard';

/** Puts what was cut into pieces together again: lines of text, and frames of the transfer protocol. */
export function replay(lines: readonly TranscriptLine[]): ReplayItem[] {
  const items: ReplayItem[] = [];
  let last = 0;
  const show = (seconds: number, direction: ReplayItem['direction'], what: ReplayItem['what']): void => {
    // Each opening of a port counts from nothing.
    const after = Math.max(0, Math.round((seconds - last) * 1000) / 1000);
    items.push({ seconds, after, direction, what });
    last = seconds;
  };
  const lanes: Record<Direction, Lane> = {
    toBoard: new Lane((seconds, what) => show(seconds, 'toBoard', what)),
    fromBoard: new Lane((seconds, what) => show(seconds, 'fromBoard', what)),
  };
  for (const line of lines) {
    if (line.direction !== 'toBoard') lanes.toBoard.flush();
    if (line.direction !== 'fromBoard') lanes.fromBoard.flush();
    if (line.direction !== 'note') lanes[line.direction].take(line);
    else {
      if (/^(open|close|rate|lost)/.test(line.note)) for (const lane of Object.values(lanes)) lane.reset();
      if (line.note.startsWith('open')) last = line.seconds;
      show(line.seconds, 'note', { kind: 'text', text: line.note });
    }
  }
  for (const lane of Object.values(lanes)) lane.flush();
  return items;
}

/** One direction of the wire. */
class Lane {
  private readonly show: (seconds: number, what: ReplayItem['what']) => void;
  private pending: Uint8Array = new Uint8Array(0);
  /** When the first of the pending bytes came. */
  private since = 0;
  /** Bytes of a frame's payload that are still to come and are not shown. */
  private payloadLeft = 0;

  constructor(show: Lane['show']) {
    this.show = show;
  }

  take({ seconds, bytes, missing }: TranscriptLine): void {
    const skipped = Math.min(this.payloadLeft, bytes.length);
    this.payloadLeft -= skipped;
    if (this.pending.length === 0) this.since = seconds;
    this.pending = Buffer.concat([this.pending, bytes.subarray(skipped)]);
    this.cut();
    if (missing === 0) return;
    const hidden = missing - Math.min(missing, this.payloadLeft);
    this.payloadLeft = Math.max(0, this.payloadLeft - missing);
    if (hidden > 0) this.flush(` … ${hidden} bytes more`);
  }

  /** What could still become a frame will not. */
  flush(behind = ''): void {
    const text = escapeBytes(this.pending) + behind;
    this.pending = new Uint8Array(0);
    if (text !== '') this.show(this.since, { kind: 'text', text });
  }

  reset(): void {
    this.flush();
    this.payloadLeft = 0;
  }

  private cut(): void {
    for (;;) {
      const at = findFrame(this.pending, 0);
      // A text may end like a frame begins: what comes next tells.
      if (at < this.pending.length && at + MAGIC_BYTES > this.pending.length) return;
      if (at > 0) {
        const rest = this.pending.subarray(at);
        this.pending = this.pending.subarray(0, at);
        this.flush();
        this.pending = Uint8Array.from(rest);
      }
      const head = readFrameHead(this.pending);
      if (!head) return;
      this.show(this.since, { kind: 'frame', ...head });
      const behind = this.pending.subarray(HEADER_BYTES);
      const skipped = Math.min(head.payloadBytes, behind.length);
      this.payloadLeft = head.payloadBytes - skipped;
      this.pending = Uint8Array.from(behind.subarray(skipped));
    }
  }
}

const MAGIC_BYTES = 4;
