import { describe, expect, it } from 'vitest';
import { FAST_BAUD } from '../../../../src/transport/baudRates';
import { UploadRates } from '../../../../src/upgrade/plan/uploadRates';

describe('upload rates', () => {
  it('tries the highest rate, and never again on a port where it failed', () => {
    const rates = new UploadRates(() => FAST_BAUD);
    expect(rates.rateFor('one')).toBe(921_600);
    rates.failed('one');
    expect(rates.rateFor('one')).toBeUndefined();
    expect(rates.rateFor('another')).toBe(921_600);
  });

  it('uses the current setting each time', () => {
    const setting: { highest?: number } = {};
    const rates = new UploadRates(() => setting.highest);
    expect(rates.rateFor('one')).toBeUndefined();
    setting.highest = 460_800;
    expect(rates.rateFor('one')).toBe(460_800);
  });
});
