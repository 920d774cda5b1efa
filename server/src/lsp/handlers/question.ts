/** Registers requests that take no parameters. */
import type { CancellationToken } from 'vscode-languageserver';
import { safely } from '../safely.ts';
import type { Rim } from './handler.ts';

/** Answers `method` with what `handler` says, and with `empty` where it fails. */
export function onQuestion<R>(
  { connection, log }: Pick<Rim, 'connection' | 'log'>,
  method: string,
  empty: R,
  handler: () => Promise<R>,
): void {
  const answer = safely<undefined, R>(log, method, empty, handler);
  // Without parameters in the message the library passes the token alone; some clients send `null` or `{}`.
  connection.onRequest(method, (...given: readonly unknown[]) =>
    answer(undefined, given.at(-1) as CancellationToken),
  );
}
