/** Prints on the board's terminal; `end` is a line end unless given. */
export type Print = (line: string, end?: string) => void;
