import { expect, test } from 'vitest';
import { Rig } from '../../scenario/rig';

test('the build and the family come from SYSTEM VERSION when the modem does not answer ATI1', async () => {
  const rig = new Rig({
    version: '6.0.0.0',
    build: '41019',
    family: 'NB-IoT',
    faults: [{ when: { at: 'ATI1' }, what: 'silence', times: 'always' }],
  });
  expect(await rig.inspect()).toMatchObject({
    kind: 'modem',
    modem: { state: 2, lr: null, build: '41019', family: 'NB-IoT' },
  });
});
