import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { phrase } from '../../../src/base/phrase';
import type { CardDialogs } from '../../../src/ui/card/cardDialogs';
import { CardFlow } from '../../../src/ui/card/cardFlow';
import { cardErrors } from '../../../src/upgrade/card/errors';
import { UNKNOWN_PLACE } from '../../../src/upgrade/card/cardPlace';
import { type CardQuestion, placeQuestion } from '../../../src/upgrade/card/questions';
import type { CardService, PresentCard } from '../../../src/upgrade/card/cardService';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { ENGLISH, file, flowRig } from './flowRig';

const FOLDER = '/media/card';

function rig() {
  const common = flowRig();
  common.configuredPort = '/dev/ttyACM0';
  const copied: string[][] = [];
  const formatted: string[] = [];
  const cards: CardService = {
    drives: () => Promise.resolve([]),
    questions: () => Promise.resolve([]),
    prepare: ({ files }) => {
      copied.push(files.map(({ source }) => source.name));
      return Promise.resolve({ card: true, files: [], findings: [phrase('The note stays.')] });
    },
    content: () => Promise.resolve({ state: 'readable', files: [] }),
    format: (port) => {
      formatted.push(port);
      return Promise.resolve();
    },
  };
  const questions: PresentCard[] = [];
  const asked: CardQuestion[] = [];
  const said: string[] = [];
  let agrees = true;
  /** The folders that the user chooses, in order, and then the card. */
  const places: (string | undefined)[] = [];
  const refused: CardQuestion[] = [];
  const dialogs: CardDialogs = {
    pickFirmware: () => common.user.pickFirmware(),
    tell: (notice) => common.user.tell(notice),
    pickDrive: () => Promise.resolve(places.length > 0 ? places.shift() : FOLDER),
    chooseAgain: (question) => {
      refused.push(question);
      return Promise.resolve(agrees);
    },
    confirmPreparing: (question) => {
      asked.push(question);
      return Promise.resolve(agrees);
    },
    confirmFormat: (card) => {
      questions.push(card);
      return Promise.resolve(agrees);
    },
    busy: (_title, signal, work) => work((text) => said.push(text), signal),
  };
  const flow = new CardFlow({ ...common, cards, dialogs, logger: silentLogger, speech: ENGLISH });
  const disagree = (): void => {
    agrees = false;
  };
  return { ...common, cards, flow, copied, formatted, questions, asked, said, places, refused, disagree };
}

describe('the files for a card', () => {
  it('are all that were selected', async () => {
    const { flow, copied } = rig();
    await flow.prepare([file('one.dup'), file('two.dup')]);
    expect(copied).toEqual([['one.dup', 'two.dup']]);
  });

  it('include the other half of a pair and the updater beside it, but no other updater', async () => {
    const { flow, copied, folder, contents } = rig();
    contents.set('updater-old.elf', updaterElf({ size: 4000, seed: 1 }));
    contents.set('updater.elf', updaterElf({ size: 4000, seed: 2 }));
    folder.push(
      ...['CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup', 'updater-old.elf', 'updater.elf'].map(file),
    );
    await flow.prepare([file('CATM1-5.2-48829-2.dup')]);
    expect(copied).toEqual([['CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup', 'updater.elf']]);
  });

  it('include no updater for a differential image, which needs none', async () => {
    const { flow, copied, folder } = rig();
    folder.push(file('updater.elf'));
    await flow.prepare([file('upgdiff_39529-to-41065.dup')]);
    expect(copied).toEqual([['upgdiff_39529-to-41065.dup']]);
  });

  it('are those of an archive', async () => {
    const { flow, copied, contents } = rig();
    const entries: [string, Uint8Array][] = [
      ['CATM1-41065.dup', fullImage({ size: 20_000 })],
      ['updater.elf', updaterElf()],
    ];
    contents.set('CATM1.zip', await zip(entries));
    await flow.prepare([file('CATM1.zip')]);
    expect(copied).toEqual([['CATM1-41065.dup', 'updater.elf']]);
  });
});

it('a finished card offers the upgrade, from the panel as well', async () => {
  const { flow, user, store } = rig();
  await flow.prepare([file('one.dup')]);
  expect(user.notices).toMatchObject([
    { level: 'warning', text: 'The note stays.' },
    { level: 'info', text: expect.stringMatching(/^The card is ready/) as string, buttons: ['upgradeThis'] },
  ]);
  expect(store.state).toMatchObject({ stage: 'checked', chosen: [file('one.dup')] });
});

describe('a folder that is not known to be a card', () => {
  const question = placeQuestion('/home/ann/project', UNKNOWN_PLACE);

  it('is refused, is written to only when the user chooses it again, and is never called a card', async () => {
    const { flow, cards, user, asked, refused, copied } = rig();
    cards.questions = () => Promise.resolve([question]);
    cards.prepare = (...how) => {
      expect(how[0].confirmed).toEqual([question]);
      copied.push(how[0].files.map(({ source }) => source.name));
      return Promise.resolve({ files: [], card: false, findings: [] });
    };
    await flow.prepare([file('one.dup')]);
    expect([refused, asked]).toEqual([[question], []]);
    expect(copied).toEqual([['one.dup']]);
    expect(user.notices).toMatchObject([
      {
        level: 'warning',
        text: `The files are in ${FOLDER}, which may not be an SD card.`,
        buttons: [],
      },
    ]);
  });

  it('is refused again when the user then chooses a different folder', async () => {
    const { flow, cards, copied, refused, places } = rig();
    places.push('/home/ann/one', '/home/ann/two', '/home/ann/one', undefined);
    cards.questions = ({ folder }) => Promise.resolve([placeQuestion(folder, UNKNOWN_PLACE)]);
    await flow.prepare([file('one.dup')]);
    expect(refused).toHaveLength(3);
    expect(copied).toEqual([]);
  });

  it('is not used when the user then chooses the card, which needs no question', async () => {
    const { flow, cards, user, refused, places } = rig();
    places.push('/home/ann/one');
    cards.questions = ({ folder }) =>
      Promise.resolve(folder === FOLDER ? [] : [placeQuestion(folder, UNKNOWN_PLACE)]);
    await flow.prepare([file('one.dup')]);
    expect(refused).toHaveLength(1);
    expect(user.notices.at(-1)?.text).toMatch(/^The card is ready/);
  });

  it('gets nothing when the user cancels', async () => {
    const { flow, cards, copied, user, disagree } = rig();
    cards.questions = () => Promise.resolve([question]);
    disagree();
    await flow.prepare([file('one.dup')]);
    expect([copied, user.notices]).toEqual([[], []]);
  });
});

it('reports an error', async () => {
  const { flow, user, cards, work } = rig();
  cards.prepare = () => Promise.reject(cardErrors.folderMissing(FOLDER));
  await flow.prepare([file('one.dup')]);
  expect(user.notices).toMatchObject([{ level: 'error', text: expect.stringContaining(FOLDER) as string }]);
  expect(work.running).toBe(false);
});

describe('the card in the board', () => {
  it('is formatted only after a confirmation', async () => {
    const { flow, formatted, disagree } = rig();
    await flow.format();
    expect(formatted).toEqual(['/dev/ttyACM0']);
    disagree();
    await flow.format();
    expect(formatted).toHaveLength(1);
  });

  it('is not formatted and leads to no question when there is none', async () => {
    const { flow, formatted, cards, user, questions } = rig();
    cards.content = () => Promise.resolve({ state: 'absent' });
    await flow.format();
    expect([questions, formatted]).toEqual([[], []]);
    expect(user.notices).toMatchObject([
      { level: 'error', text: expect.stringMatching(/^There is no SD card in the board\./) as string },
    ]);
  });

  it('may take a while, and the wait is shown with its end', async () => {
    const { flow, cards, said } = rig();
    cards.content = (_port, onSilence) => {
      onSilence(phrase('The tool may still be at work.'), 40 * 60_000);
      onSilence(phrase('The card is asked for.'), 4000);
      return Promise.resolve({ state: 'absent' });
    };
    await flow.format();
    expect(said).toEqual([
      expect.stringMatching(/^The tool may still be at work\. · no output until \d\d:\d\d is normal$/),
      'The card is asked for.',
    ]);
  });

  it('is not touched while another task runs', async () => {
    const { flow, formatted, work, user } = rig();
    const other = work.runExclusive(
      (signal) => new Promise<void>((end) => signal.addEventListener('abort', () => end())),
    );
    await flow.format();
    expect(formatted).toEqual([]);
    expect(user.notices[0]?.text).toContain('still in progress');
    await work.close();
    await other;
  });
});
