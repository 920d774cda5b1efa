// Entry of the suite inside the Node extension host of a VS Code in restricted mode; VS Code calls `run`.
import { runTests } from '../desktop/runTests.ts';
import { restrictedJob } from './restrictedJob.ts';

/** Runs every test; rejects when one failed. */
export function run(): Promise<void> {
  return runTests(restrictedJob);
}
