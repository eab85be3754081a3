export function mirrorFolder(
  from: string,
  to: string,
  scratch: string,
  wanted?: (path: string) => boolean,
): void;
