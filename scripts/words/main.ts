// Reads every text that a person reads and names what docs/style.md would not have: `npm run check:words`
import { complaintsAbout } from './complaints';
import { ENGLISH, GERMAN, MOST_WORDS } from './rules';
import { documents, englishTexts, germanTexts } from './texts';

const complaints = [
  ...complaintsAbout(documents(), ENGLISH, MOST_WORDS),
  ...complaintsAbout(englishTexts(), ENGLISH, MOST_WORDS),
  ...complaintsAbout(germanTexts(), GERMAN, MOST_WORDS),
];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
