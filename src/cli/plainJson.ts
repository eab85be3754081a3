import { type Phrase, render } from '../base/phrase';

/** What JSON can hold, with every phrase rendered in English, so that scripts meet plain strings. */
export function plainJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainJson);
  if (value === null || typeof value !== 'object') return value;
  if (isPhrase(value)) return render(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainJson(each)]));
}

function isPhrase(value: object): value is Phrase {
  return 'template' in value && 'args' in value && typeof value.template === 'string';
}
