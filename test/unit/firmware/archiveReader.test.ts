import { expect, test } from 'vitest';
import { ArchiveSink } from '../../../src/firmware/archiveReader';

test('takes as many bytes as were announced', async () => {
  const sink = new ArchiveSink('CATM1-41065.zip', 'updater.elf', 5);
  const writer = sink.writable.getWriter();
  await writer.write(Buffer.from('upd'));
  await writer.write(Buffer.from('at'));
  expect(Buffer.from(sink.bytes).toString()).toBe('updat');
  expect(sink.error).toBeUndefined();
});

test('stops at the first byte beyond the announced size', async () => {
  const sink = new ArchiveSink('CATM1-41065.zip', 'updater.elf', 5);
  const writer = sink.writable.getWriter();
  await writer.write(Buffer.from('updat'));
  await expect(writer.write(Buffer.from('e'))).rejects.toMatchObject({
    code: 'ARCHIVE_DAMAGED',
    message:
      'The archive CATM1-41065.zip is damaged: updater.elf unpacks to more than the 5 bytes it declares.',
  });
  expect(sink.error).toMatchObject({ code: 'ARCHIVE_DAMAGED' });
});
