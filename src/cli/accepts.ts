/** Whether an answer to a question of yes or no is yes; silence is not. */
export function accepts(answer: string | undefined): boolean {
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
