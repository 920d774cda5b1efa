// The tests that need no VS Code, in four projects: the core, the core on many real files, the server over a real
// stream, the real command line.
import { defineConfig } from 'vitest/config';

/** Suites that run inside VS Code or drive one; `scripts/test.mjs` starts them. */
const insideVsCode = ['test/desktop/**', 'test/web/**', 'test/ui/**', 'test/vsix/**', 'test/host/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/lsp/**', 'test/cli/**', 'test/corpus/**', ...insideVsCode],
          // The core keeps no state between calls, so its tests can share one set of loaded modules; that halves the time.
          isolate: false,
          pool: 'threads',
        },
      },
      { test: { name: 'corpus', include: ['test/corpus/**/*.test.ts'] } },
      { test: { name: 'lsp', include: ['test/lsp/**/*.test.ts'] } },
      { test: { name: 'cli', include: ['test/cli/**/*.test.ts'] } },
    ],
  },
});
