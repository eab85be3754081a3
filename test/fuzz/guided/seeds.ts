import { entryText } from '../../../src/upgrade/journal/entryText';
import { differentialImage, fullImage, otherLayoutImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { crc16 } from '../../simulator/modem/crc16';
import { sampleEntry } from '../../unit/upgrade/journal/sampleEntry';

/** Genuine inputs of each parser, as seeds. */
export async function seeds(): Promise<Readonly<Record<string, readonly Uint8Array[]>>> {
  const image = fullImage({ build: '41065', size: 3000 });
  const files = [
    ['CATM1/CATM1-41065.dup', image],
    ['CATM1/updater.elf', updaterElf({ size: 1000 })],
  ] as const;
  const password = 'password';
  return {
    container: [image, differentialImage({ base: '39529', target: '41065', size: 3000 })],
    differential: [
      differentialImage({ base: '39529', target: '41065', size: 3000 }),
      otherLayoutImage('DIFF', 3000),
    ],
    elf: [updaterElf({ size: 1000 })],
    archive: [
      await zip(files),
      await zip(files, { stored: true }),
      await zip(files, { password, zipCrypto: true }),
      await zip(files, { password }),
    ],
    atLines: texts(
      'AT+SMOD?\r\r\n2\r\n\r\nOK\r\n',
      '\r\n+CME ERROR: 4\r\n\r\n+SYSSTART\r\n',
      'AT+SMUPGRADE?\r\n+SMUPGRADE: failure[flash,77] Write error\r\n\r\nOK\r\n',
      '\r\n+SMSWBOOT: RECOVERY\r\nOK\r\n+SQNSUPGRADENTF: success\r\n',
    ),
    stpAnswers: [
      answer(0x81, Buffer.of(1, 1, 31, 64)),
      answer(0x83, Buffer.of(0, 0)),
      answer(0x80, Buffer.of()),
    ],
    versionTexts: texts(
      'UE5.0.0.0d\r\nLR5.1.1.0-41065\r\n\r\nOK\r\n',
      'SYSTEM VERSION\r\nBootloader0  : 5.1.1.0 [33080]\r\nBootloader1* : BUILD5.1.1.0-33988 by robot\r\nSoftware     : [41019] by robot\r\n',
      'LR6.0.0.0-41019\r\nBootloader1 : NA\r\n',
    ),
    replOutput: texts(
      'Sending 452000 bytes: [####      ]  12%\rSending 452000 bytes: [####      ]  13%\r\n>>> ',
      'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nOSError: [Errno 28] ENOSPC\r\n',
      '<<< Welcome to the SQN3330 firmware updater [1.2.6] >>>\r\nsysname=GPy\r\nfree=4096\r\n',
      'Your modem has been successfully updated.\r\nUpgrade failed with result failure[image,12]!\r\n',
    ),
    pymakrConf: texts(
      '{\n  "address": "192.168.4.1",\n  "sync_file_types": "py,txt",\n  "py_ignore": [".git"]\n}\n',
      '{\r\n\t"sync_file_types": ["py", " dup "]\r\n}',
      '',
    ),
    journal: texts(entryText(sampleEntry())),
    panelMessages: texts(
      '{"type":"ready"}',
      '{"type":"press","button":"copyReport"}',
      '{"type":"confirm","rule":"unknown-build","confirmed":true}',
    ),
  };
}

function texts(...all: string[]): Buffer[] {
  return all.map((text) => Buffer.from(text, 'utf8'));
}

/** A response of the transfer protocol, session 1, transaction 7. */
function answer(operation: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.write('tsaf', 'latin1');
  header.writeUInt8(operation, 4);
  header.writeUInt8(1, 5);
  header.writeUInt16BE(payload.length, 6);
  header.writeUInt32BE(7, 8);
  header.writeUInt16BE(crc16(payload), 14);
  header.writeUInt16BE(crc16(header), 12);
  return Buffer.concat([header, payload]);
}
