/** A file the user pointed at, wherever it is. */
export interface ChosenFile {
  /** Without folders. */
  readonly name: string;
  /** Its address as text; only whoever reads files looks into it. */
  readonly location: string;
}
