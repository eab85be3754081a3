import * as vscode from 'vscode';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import type { BoardNames } from './boardNames';
import type { RowBoard } from './modemRows';

interface Needs {
  readonly readings: ReadingStore;
  readonly names: BoardNames;
  readonly speech: Speech;
}

/** What can be done with a board of the view besides working on its modem. Without a board nothing happens. */
export interface BoardCommands {
  name(board: RowBoard | undefined): Promise<void>;
  copy(text: string | null | undefined): Promise<void>;
  forget(board: RowBoard | undefined): void;
}

export function boardCommands({ readings, names, speech }: Needs): BoardCommands {
  return {
    name: async (board) => {
      if (board === undefined) return;
      const given = await vscode.window.showInputBox({
        title: speech.translate('Name of the board at {port}', { port: board.port }),
        prompt: speech.translate('Leave empty to remove the name'),
        value: board.name ?? '',
      });
      if (given !== undefined) names.give(board, given);
    },
    copy: async (text) => {
      if (text !== null && text !== undefined) await vscode.env.clipboard.writeText(text);
    },
    forget: (board) => {
      if (board !== undefined) readings.forget(board.port);
    },
  };
}
