import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectFolder } from '../../scripts/run';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly needs?: string;
  /** Another workflow, instead of steps. */
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Relative to the checkout, as GitHub names it. */
export function workflowPath(name: string): string {
  return `.github/workflows/${name}`;
}

export function workflowText(name: string): string {
  return readFileSync(join(projectFolder, workflowPath(name)), 'utf8');
}

export function readWorkflow(name: string): Workflow {
  return parse(workflowText(name)) as Workflow;
}

/** Every shell line of a job, with its step. */
export function linesOf({ steps = [] }: Job): { readonly step: Step; readonly line: string }[] {
  return steps.flatMap((step) =>
    (step.run ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ step, line: line.trim() })),
  );
}
