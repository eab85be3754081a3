import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { UpgradeError } from '../../../../src/base/upgradeError';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { isModemUnchanged, requireModemUnchanged } from '../../../../src/upgrade/run/modemUnchanged';
import { OLD_MODEM } from '../../ui/samples';

function told(now: ModemReading, found: ModemReading): string {
  try {
    requireModemUnchanged(now, found);
    return 'nothing';
  } catch (error) {
    if (!(error instanceof UpgradeError)) throw error;
    return `${error.code}: ${render(error.sentence)}`;
  }
}

describe('a modem that is read again', () => {
  test.each<[string, Partial<ModemReading>]>([
    ['reports the same values', {}],
    ['does not report its IMEI now', { imei: null }],
    ['does not report its bootrom now', { bootrom: null }],
  ])('is unchanged when it %s', (_, now) => {
    expect(isModemUnchanged({ ...OLD_MODEM, ...now }, OLD_MODEM)).toBe(true);
    expect(isModemUnchanged(OLD_MODEM, { ...OLD_MODEM, ...now })).toBe(true);
    expect(told({ ...OLD_MODEM, ...now }, OLD_MODEM)).toBe('nothing');
  });

  test.each<[Partial<ModemReading>, string]>([
    [{ ...UNREAD_MODEM, state: 4 }, 'updater state instead of LR5.1.1.0-39529'],
    [{ build: '41065', lr: 'LR5.1.1.0-41065' }, 'LR5.1.1.0-41065 instead of LR5.1.1.0-39529'],
    [
      { imei: '354346099225475' },
      'a modem whose IMEI ends in 5475 instead of a modem whose IMEI ends in 8575',
    ],
    [{ bootrom: '33080' }, 'bootrom 33080 instead of bootrom 33988'],
    [{ applying: true }, 'installing an image instead of LR5.1.1.0-39529'],
  ])('with %j is reported with the difference', (now, words) => {
    const changed = { ...OLD_MODEM, ...now };
    expect(isModemUnchanged(changed, OLD_MODEM)).toBe(false);
    expect(told(changed, OLD_MODEM)).toContain('FINDING_CHANGED: ');
    expect(told(changed, OLD_MODEM)).toContain(words);
  });
});
