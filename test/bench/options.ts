export interface BenchOptions {
  /** Folder with the shipped bundles. */
  readonly built: string;
  /** Path of the built command line. */
  readonly cli: string;
  /** Folder with `package.json`. */
  readonly project: string;
  /** Temporary folder for images. */
  readonly folder: string;
  /** The number of runs for a promised figure, whose median counts. */
  readonly runs: number;
  /** Rough figures quickly: smaller files, one run. */
  readonly quick: boolean;
}
