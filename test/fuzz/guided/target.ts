import { TARGETS } from './targets';

/** The fuzzer calls this with each input. FUZZ_TARGET selects the parser. */
export async function fuzz(input: Uint8Array): Promise<void> {
  const target = TARGETS[process.env['FUZZ_TARGET'] ?? ''];
  if (!target) throw new Error('FUZZ_TARGET names no parser');
  await target(input);
}
