import type { WireOptions } from '../../simulator/inProcess';
import type { Alternative, Belief } from '../belief';

/** The bridge between USB and the board, and how a computer shows it. */
export const USB_BELIEFS: readonly Belief[] = [
  {
    id: 'bridge-pieces',
    belief: 'The bridge brings what the board sends as it comes.',
    source: 'the bridges’ data sheets: packets of 64 bytes, a latency timer of up to 16 ms',
    alternatives: [
      wire('62-bytes-16-ms', 'bring it in pieces of 62 bytes, 16 ms late', {
        fragmentBytes: 62,
        latencyMs: 16,
      }),
      wire('single-bytes', 'bring it byte by byte', { fragmentBytes: 1 }),
      wire('late', 'bring it 300 ms late', { latencyMs: 300 }),
    ],
  },
];

function wire(id: string, behaviour: string, options: Partial<WireOptions>): Alternative {
  return {
    id,
    behaviour,
    software: 'puts the pieces together, and waits for longer than that',
    nature: { wire: options },
  };
}
