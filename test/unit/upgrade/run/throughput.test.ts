import { expect, test } from 'vitest';
import { Throughput } from '../../../../src/upgrade/run/throughput';

test('is unknown after one sample', () => {
  const throughput = new Throughput();
  throughput.add(0, 0);
  expect(throughput.bytesPerSecond).toBe(0);
});

test('is the rate of the last seconds, not of the whole transfer', () => {
  const throughput = new Throughput();
  for (let second = 0; second <= 10; second++) throughput.add(second * 1000, second * 100);
  for (let second = 11; second <= 20; second++) throughput.add(second * 1000, 1000 + (second - 10) * 500);
  expect(throughput.bytesPerSecond).toBe(500);
});

test('starts again when the byte count does', () => {
  const throughput = new Throughput();
  throughput.add(0, 0);
  throughput.add(1000, 90_000);
  throughput.add(2000, 0);
  throughput.add(3000, 10);
  expect(throughput.bytesPerSecond).toBe(10);
});
