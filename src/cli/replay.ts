import { HEADER_BYTES } from '../stp/frame';
import { findFrame, type FrameHead, payloadText, readFrameHead, toldBytes } from '../stp/frameText';
import { escapeBytes, type TranscriptLine } from '../transport/transcript';

/** Something that happened on the wire, as it is shown. */
export interface ReplayItem {
  /** Since the port was opened, and since the item before. */
  readonly seconds: number;
  readonly after: number;
  readonly direction: TranscriptLine['direction'];
  readonly what: { readonly kind: 'text'; readonly text: string } | ShownFrame;
}

export interface ShownFrame extends FrameHead {
  readonly kind: 'frame';
  /** What its payload says; null where that is firmware, or was cut off. */
  readonly says: string | null;
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
    if (missing > 0) this.leaveOut(missing);
    if (findFrame(this.pending, 0) === this.pending.length) this.flush();
  }

  /** What could still become a frame will not, and what a frame lacks does not come. */
  flush(behind = ''): void {
    this.showFrame();
    const text = escapeBytes(this.pending) + behind;
    this.pending = new Uint8Array(0);
    if (text !== '') this.show(this.since, { kind: 'text', text });
  }

  reset(): void {
    this.flush();
    this.payloadLeft = 0;
  }

  /** Bytes that went over the wire and were not written down: a payload's, or a text's. */
  private leaveOut(missing: number): void {
    this.showFrame();
    const hidden = missing - Math.min(missing, this.payloadLeft);
    this.payloadLeft = Math.max(0, this.payloadLeft - missing);
    if (hidden > 0) this.flush(` … ${hidden} bytes more`);
  }

  /** Shows what is whole; the text at the end stays, for it may end like a frame begins. */
  private cut(): void {
    for (;;) {
      const at = findFrame(this.pending, 0);
      if (at + MAGIC_BYTES > this.pending.length) return;
      if (at > 0) {
        const rest = Uint8Array.from(this.pending.subarray(at));
        this.pending = this.pending.subarray(0, at);
        this.flush();
        this.pending = rest;
      }
      const head = readFrameHead(this.pending);
      if (!head || this.pending.length < HEADER_BYTES + toldBytes(head)) return;
      this.showFrame();
    }
  }

  /** Shows the frame that the pending bytes begin with, if they do, with as much of its payload as there is. */
  private showFrame(): void {
    const head = readFrameHead(this.pending);
    if (!head) return;
    const behind = this.pending.subarray(HEADER_BYTES);
    this.show(this.since, { kind: 'frame', ...head, says: payloadText(head, behind) });
    const skipped = Math.min(head.payloadBytes, behind.length);
    this.payloadLeft = head.payloadBytes - skipped;
    this.pending = Uint8Array.from(behind.subarray(skipped));
  }
}

const MAGIC_BYTES = 4;
