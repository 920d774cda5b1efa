// Entry of the suite inside the Node extension host; VS Code calls `run`.
import { comfort } from './comfort.ts';
import { dying } from './dying.ts';
import { editing } from './editing.ts';
import { everywhere } from './everywhere.ts';
import { mainJob } from './mainJob.ts';
import { quiet } from './quiet.ts';
import { registering } from './registering.ts';
import { runTests } from './runTests.ts';
import { typing } from './typing.ts';

/** Runs every test; rejects when one failed. */
export function run(): Promise<void> {
  return runTests(() => {
    mainJob();
    typing();
    registering();
    comfort();
    editing();
    everywhere();
    quiet();
    dying();
  });
}
