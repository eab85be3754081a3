/** The element of that id. The document is ours, so a missing one is our mistake. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the panel has no element ${id}`);
  return found;
}

export function setText(id: string, text: string): void {
  const target = element(id);
  // Writing the same text again would make a screen reader say it again.
  if (target.textContent !== text) target.textContent = text;
}

export function show(id: string, visible: boolean): void {
  element(id).hidden = !visible;
}

/** A new element with a class and text or children. */
export function make(tag: string, className: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}

/** Runs `draw` only when `value` differs from last time, so that what is focused or selected stays so. */
export function whenChanged<T>(draw: (value: T) => void): (value: T) => void {
  let last: string | undefined;
  return (value) => {
    const now = JSON.stringify(value);
    if (now === last) return;
    last = now;
    draw(value);
  };
}
