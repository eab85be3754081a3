import { TARGETS } from './targets';

/** What the fuzzer calls, with each input it makes up; FUZZ_TARGET says for which parser. */
export async function fuzz(input: Uint8Array): Promise<void> {
  const target = TARGETS[process.env['FUZZ_TARGET'] ?? ''];
  if (!target) throw new Error('FUZZ_TARGET names no parser');
  await target(input);
}
