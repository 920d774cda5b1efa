// The tests that need no VS Code, in three projects: the core, the server over a real stream, the real command line.
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
          exclude: ['test/lsp/**', 'test/cli/**', ...insideVsCode],
        },
      },
      { test: { name: 'lsp', include: ['test/lsp/**/*.test.ts'] } },
      { test: { name: 'cli', include: ['test/cli/**/*.test.ts'] } },
    ],
  },
});
