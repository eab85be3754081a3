import { expect, test } from 'vitest';
import { readFaults } from './modem/readFaults';

test.each([
  [{ when: { stp: 'block', nth: 5 }, what: 'silence' }],
  [{ when: { at: 'AT+SMSTPU*' }, what: 'error', times: 'always' }],
  [{ when: { phase: 'apply' }, what: { lateMs: 1000 }, times: 3 }],
  [{ when: { byte: 100_000, run: 2 }, what: 'dropByte' }],
  [{ when: { stp: '*' }, what: { residue: 'all' } }],
])('%j is accepted as a fault', (fault) => {
  expect(readFaults(JSON.stringify([fault]))).toEqual([fault]);
});

test.each([
  ['[{"when":{"stp":"block"},"what":"silense"}]', /fault 0: no effect/],
  ['[{"when":{"stpp":"block"},"what":"silence"}]', /no place/],
  ['[{"when":{"stp":"block","run":2},"what":"silence"}]', /no place/],
  ['[{"when":{"stp":"bloc"},"what":"silence"}]', /no place/],
  ['[{"when":{"stp":"block"}}]', /no effect/],
  ['[{"when":{"stp":"block"},"what":{"lateMs":"soon"}}]', /no effect/],
  ['[{"when":{"stp":"block"},"what":"silence","times":"often"}]', /"times"/],
  ['[{"when":{"stp":"block"},"what":"silence","how":1}]', /unknown "how"/],
  ['[7]', /nothing/],
  ['{}', /array/],
])('%s is rejected', (json, reason) => {
  expect(() => readFaults(json)).toThrow(reason);
});
