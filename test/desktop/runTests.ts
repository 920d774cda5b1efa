// Runs the tests of one suite inside the Node extension host.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { report } from './report.ts';

/** Runs what `declare` declares; rejects when a test failed. */
export function runTests(declare: () => void): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 30_000, reporter: 'spec' });
  // What `addFile` would do for a file: puts `suite` and `test` into place.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  declare();
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      try {
        const stats = runner.stats ?? { passes: 0, failures: 1, tests: 1 };
        // A desktop VS Code does not hand the console to the runner; it names a file instead.
        const file = process.env.SUITE_RESULT_FILE;
        if (file) {
          writeFileSync(file, JSON.stringify({ passed: stats.passes, failed: stats.tests - stats.passes }));
        }
        report(stats);
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
