// How a suite inside VS Code tells the runner outside what came of it: one line on the console.

/** Marks that line; test/host/suite.mjs looks for it. */
const resultMark = '@@suite-result ';

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
