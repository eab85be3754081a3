import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import type { CardService } from '../../../src/upgrade/card/cardService';
import { createServices } from '../../../src/upgrade/createUpgradeService';
import type { SdCardState } from '../../simulator/board/boardOptions';
import { SimulatedBoard } from '../../simulator/board/simulatedBoard';
import { InProcessWire } from '../../simulator/inProcess';
import { unhurried } from './boardUnderTest';

const CARD_BYTES = 1 << 20;
const unheard = (): void => undefined;

interface CardInBoard {
  readonly board: SimulatedBoard;
  readonly wire: InProcessWire;
  readonly cards: CardService;
}

async function cardInBoard(state: SdCardState, release = '1.20.2.r4'): Promise<CardInBoard> {
  const board = await SimulatedBoard.start({ release, sdCard: { state, bytes: CARD_BYTES } });
  onTestFinished(() => board.stop());
  const wire = new InProcessWire(board, systemClock);
  const { cards } = createServices({
    clock: systemClock,
    logger: silentLogger,
    openTransport: wire.open,
    listPorts: () => Promise.resolve({ ports: [], unknown: null }),
  });
  return { board, wire, cards };
}

describe('the SD card in the board', () => {
  it('is listed with its files', async () => {
    const { board, wire, cards } = await cardInBoard('present');
    writeFileSync(join(board.sdFolder, 'holiday.jpg'), 'mine');
    expect(await cards.content(wire.path, unheard, unhurried)).toEqual({
      state: 'readable',
      files: [{ path: '/sd/holiday.jpg', size: 4 }],
    });
  });

  it.each([
    ['absent', 'absent'],
    ['unformatted', 'unreadable'],
  ] as const)('%s is reported as %s', async (state, said) => {
    const { wire, cards } = await cardInBoard(state);
    expect(await cards.content(wire.path, unheard, unhurried)).toEqual({ state: said });
  });

  it.each(['1.20.2.r4', '1.18.2'])('is formatted by a board with %s', async (release) => {
    const { board, wire, cards } = await cardInBoard('present', release);
    writeFileSync(join(board.sdFolder, 'old.dup'), 'old');
    await cards.format(wire.path, unheard, unhurried);
    expect(await cards.content(wire.path, unheard, unhurried)).toEqual({ state: 'readable', files: [] });
  });

  it('without a file system gets one', async () => {
    const { wire, cards } = await cardInBoard('unformatted');
    await cards.format(wire.path, unheard, unhurried);
    expect(await cards.content(wire.path, unheard, unhurried)).toEqual({ state: 'readable', files: [] });
  });
});
