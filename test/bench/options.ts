export interface BenchOptions {
  /** Folder with the bundles as they ship. */
  readonly built: string;
  /** Path of the built command line. */
  readonly cli: string;
  /** Folder with `package.json`. */
  readonly project: string;
  /** Temporary folder for images. */
  readonly folder: string;
  /** Runs of a promised figure; its median counts. */
  readonly runs: number;
  /** Rough figures soon: smaller files, one run. */
  readonly quick: boolean;
}
