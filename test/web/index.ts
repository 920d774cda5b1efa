// Entry of the suite inside a web worker extension host: one bundle, without Node; VS Code calls `run`.
import 'mocha/mocha.js';
import { everywhere } from '../desktop/everywhere.ts';
import { registering } from '../desktop/registering.ts';
import { report } from '../desktop/report.ts';
import { typing } from '../desktop/typing.ts';
import { webJob } from './webJob.ts';

declare const module: { exports: unknown };

// The bundler takes mocha's browser build for a module of its own kind, so it lands either on the global object or
// on this bundle's exports. Taken here, before the exports are ours.
const mocha = ((globalThis as { mocha?: unknown }).mocha ?? module.exports) as BrowserMocha;

interface BrowserMocha {
  setup(options: { ui: 'tdd'; reporter: 'spec'; color: boolean; timeout: number }): void;
  run(done: (failures: number) => void): Mocha.Runner;
}

function run(): Promise<void> {
  // The default reporter of the browser build writes into a document, and a worker has none.
  mocha.setup({ ui: 'tdd', reporter: 'spec', color: false, timeout: 30_000 });
  webJob();
  typing();
  registering();
  everywhere();
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      try {
        report(runner.stats ?? { passes: 0, failures: 1, tests: 1 });
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

module.exports = { run };
