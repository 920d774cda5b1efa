import { describe, expect, it } from 'vitest';
import { CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { describeFailure, safely, safelyNotified } from '../../server/src/lsp/safely.ts';

function logInto(lines: string[]): { error: (message: string) => void } {
  return { error: (message) => lines.push(message) };
}

describe('safely', () => {
  it('answers empty and logs where, never what, when a handler throws', async () => {
    const lines: string[] = [];
    const guarded = safely(logInto(lines), 'hover', null, (): null => {
      throw new RangeError('the text says\n    secret=hidden\nhere');
    });
    expect(await guarded({}, CancellationToken.None)).toBeNull();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^hover failed: RangeError\n\s+at /);
    expect(lines[0]).not.toMatch(/hidden/);
  });

  it('does not run for a request that is cancelled already', async () => {
    let runs = 0;
    const guarded = safely(logInto([]), 'hover', 0, () => ++runs);
    const answer = await guarded({}, CancellationToken.Cancelled);
    expect(answer).toBeInstanceOf(ResponseError);
    expect(answer).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(runs).toBe(0);
  });

  it('drops the answer of a request that is cancelled meanwhile', async () => {
    const token = {
      isCancellationRequested: false,
      onCancellationRequested: CancellationToken.None.onCancellationRequested,
    };
    const guarded = safely(logInto([]), 'hover', 0, () => {
      token.isCancellationRequested = true;
      return 1;
    });
    expect(await guarded({}, token)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it('passes a deliberate error on', async () => {
    const guarded = safely(logInto([]), 'resolve', 0, (): number => {
      throw new ResponseError(LSPErrorCodes.ContentModified, 'changed');
    });
    expect(await guarded({}, CancellationToken.None)).toMatchObject({ code: LSPErrorCodes.ContentModified });
  });
});

describe('safelyNotified', () => {
  it('logs what goes wrong and goes on', () => {
    const lines: string[] = [];
    const guarded = safelyNotified(logInto(lines), 'didOpen', () => {
      throw new Error('no');
    });
    guarded({});
    expect(lines[0]).toMatch(/^didOpen failed: Error/);
  });
});

describe('describeFailure', () => {
  it('copes with things that are no errors', () => {
    expect(describeFailure('x', 'a secret')).toBe('x failed: string');
  });
});
