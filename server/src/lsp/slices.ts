/** Long work in short stretches, so that other questions are answered in between. */

/** Longest stretch of work in one go, in milliseconds. */
const slice = 10;

/**
 * Drives `steps` with pauses; `undefined` when `isOver` says so after one. It is told what the last step gave.
 */
export async function inSlices<S, R>(
  steps: Generator<S, R>,
  isOver: (last: S) => boolean,
): Promise<R | undefined> {
  let since = Date.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (Date.now() - since < slice) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isOver(step.value)) return undefined;
    since = Date.now();
  }
}
