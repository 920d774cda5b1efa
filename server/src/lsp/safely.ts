/** The guard around every handler: nothing a document holds may take the server down or reach a log. */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/** Where failures are told. */
export interface Log {
  readonly error: (message: string) => void;
  /** A rule or feature broke down; the user may want to tell us. */
  readonly offerReport?: () => void;
}

/**
 * Wraps a request handler. A cancelled request answers "cancelled"; a handler that throws answers `empty` and logs the
 * method with the places of the stack, without the error's message, which may quote a document.
 */
export function safely<P, R>(
  log: Log,
  method: string,
  empty: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
  return async (params, token) => {
    try {
      if (isCancelled(token)) return cancelled();
      const result = await handler(params, token);
      return isCancelled(token) ? cancelled() : result;
    } catch (error) {
      if (error instanceof ResponseError && isCancelled(token)) return cancelled();
      if (error instanceof ResponseError) return new ResponseError<never>(error.code, error.message);
      log.error(describeFailure(method, error));
      log.offerReport?.();
      return empty;
    }
  };
}

/** Wraps a notification handler in the same way. */
export function safelyNotified<P>(
  log: Log,
  method: string,
  handler: (params: P) => void,
): (params: P) => void {
  return (params) => {
    try {
      handler(params);
    } catch (error) {
      log.error(describeFailure(method, error));
      log.offerReport?.();
    }
  };
}

/** Lets work run on its own and logs its failure, so that a rejected promise never ends the process. */
export function inBackground(log: Log, method: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    log.error(describeFailure(method, error));
  });
}

/** Method, kind of error and the places of its stack. */
export function describeFailure(method: string, error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [`${method} failed: ${name}`, ...places].join('\n');
}

/** A function, since the answer changes while a handler waits, which the compiler does not expect of a property. */
function isCancelled(token: CancellationToken): boolean {
  return token.isCancellationRequested;
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}
