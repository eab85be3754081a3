import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../../../scripts/words/complaints';
import { passagesOf } from '../../../scripts/words/prose';
import { ENGLISH, GERMAN } from '../../../scripts/words/rules';
import { englishTexts, germanTexts } from '../../../scripts/words/texts';

const about = (text: string, mostWords = 30): string[] =>
  complaintsAbout([{ where: 'HERE', text }], ENGLISH, mostWords);

describe('a complaint', () => {
  it('names the place, the word and what to write instead', () => {
    expect(about('Whoever leaves it cannot return.')).toEqual([
      'HERE: “Whoever”: write “you”, or the person’s role. (Whoever leaves it cannot return.)',
    ]);
  });

  it.each([
    'It is asked again.',
    'The modem is asked whether it runs.',
    'Sent thrice.',
    'The upgrade was begun.',
    'Nobody was told.',
    'The modem doesn’t tell its build.',
    'The modem is as it was.',
    'It begins anew.',
    'It fails all the same.',
    'The card is asked for.',
    'It has a tool of its own.',
    'It goes on with the next step.',
    'With such a one the modem is lost.',
  ])('is raised for “%s”', (text) => {
    expect(about(text)).toHaveLength(1);
  });

  it('is not raised for plain sentences', () => {
    expect(about('The modem reports the new version. You can’t go back.')).toEqual([]);
  });

  it('is raised for a sentence that is too long, and each sentence is counted separately', () => {
    const sentence = 'One two three four five six.';
    expect(about(`${sentence} ${sentence}`, 6)).toEqual([]);
    expect(about(sentence, 5)).toEqual([
      'HERE: 6 words in one sentence; 5 at most. (One two three four five six.)',
    ]);
  });

  it('is raised for a formal address in German', () => {
    const text = 'Wenn Sie bitte warten.';
    expect(complaintsAbout([{ where: 'de', text }], GERMAN, 30)).toHaveLength(1);
  });
});

describe('a document', () => {
  const markdown = [
    '# Whoever reads',
    '',
    'A sentence that goes',
    'on in the next line.',
    '',
    '```sh',
    'whoever --help',
    '```',
    '',
    '* an item with `whoever` in code',
    '',
    '| a cell | whoever |',
    '| --- | --- |',
    '',
    '<!-- whoever',
    'comments -->',
    '    whoever, indented as code',
    'see [a page](https://example.org/whoever)',
  ].join('\n');

  it('is read by paragraph, item and cell, each with its line number', () => {
    expect(passagesOf(markdown, 'A.md')).toEqual([
      { where: 'A.md:1', text: 'Whoever reads' },
      { where: 'A.md:3', text: 'A sentence that goes on in the next line.' },
      { where: 'A.md:10', text: 'an item with Code in code' },
      { where: 'A.md:12', text: 'a cell' },
      { where: 'A.md:12', text: 'whoever' },
      { where: 'A.md:18', text: 'see [a page]' },
    ]);
  });
});

it('reads settings, phrases, the command line and their German translations', () => {
  const english = englishTexts().map(({ text }) => text);
  expect(english).toContain('LTE modem');
  expect(english).toContain('The modem is restarting.');
  expect(english.some((text) => text.startsWith('Choose a new file'))).toBe(true);
  expect(germanTexts().map(({ text }) => text)).toContain('Das Modem startet neu.');
});
