// How a suite inside VS Code tells the runner outside what came of it: one line on the console.

/** Marks that line; test/host/suite.mjs looks for it. */
const resultMark = '@@suite-result ';

/** Marks a press on something no command reaches. */
const pressMark = '@@suite-press ';

/** Lets the runner outside press what `selector` finds in the window. */
export function press(selector: string): void {
  console.log(`${pressMark}${selector}`);
}

/** Prints the figures of a finished run and settles as VS Code expects: rejected when a test failed. */
export function report(stats: {
  readonly passes: number;
  readonly failures: number;
  readonly tests: number;
}): void {
  // A test that neither passed nor failed was left out, and nothing may be left out silently.
  const failed = stats.tests - stats.passes;
  console.log(`${resultMark}${JSON.stringify({ passed: stats.passes, failed })}`);
  if (stats.passes === 0 || failed > 0) throw new Error(`${failed} of ${stats.tests} tests failed`);
}
