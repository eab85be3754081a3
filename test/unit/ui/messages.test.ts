import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseFromPanel } from '../../../src/ui/panel/messages';

describe('messages from the panel', () => {
  it.each([
    { type: 'ready' },
    { type: 'press', button: 'start' },
    { type: 'press', button: 'cancel' },
    { type: 'confirm', rule: 'downgrade', confirmed: true },
    { type: 'typeName', rule: 'two-step-record', text: 'two' },
    { type: 'unfold', board: 3, open: true },
    { type: 'alone', board: 3 },
  ])('are accepted: %j', (message) => {
    expect(parseFromPanel(message)).toEqual(message);
  });

  it.each([
    null,
    undefined,
    'ready',
    42,
    [],
    {},
    { type: 'run' },
    { type: 'press' },
    { type: 'press', button: 'format' },
    { type: 'press', button: 'toString' },
    { type: 'press', button: ['start'] },
    { type: 'typeName', rule: 'two-step-record' },
    { type: 'typeName', text: 'two' },
    { type: 'typeName', rule: 'two-step-record', text: true },
    { type: 'typeName', rule: null, text: 'two' },
    { type: 'confirm', rule: 'downgrade' },
    { type: 'confirm', rule: 'downgrade', confirmed: 'yes' },
    { type: 'confirm', rule: 7, confirmed: true },
    // The saved state could not be restored from this.
    { type: 'unfold', board: -1, open: true },
    { type: 'unfold', board: 0.5, open: true },
    { type: 'alone', board: 1.5 },
  ])('are dropped: %j', (message) => {
    expect(parseFromPanel(message)).toBeNull();
  });

  it('lose properties that they should not have', () => {
    expect(parseFromPanel({ type: 'ready', more: 1 })).toEqual({ type: 'ready' });
  });

  test.prop([fc.anything()])('never throw, whatever they contain', (message) => {
    expect(() => parseFromPanel(message)).not.toThrow();
  });
});
