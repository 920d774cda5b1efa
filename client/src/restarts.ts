/** How often a language server that died is started again before it is left alone. Knows neither editor nor process. */

/** Starts after a death, within `window`. */
export const mostRestarts = 3;
/** In milliseconds. */
const window = 3 * 60 * 1000;

/** The deaths of one server. */
export class Restarts {
  #deaths: readonly number[] = [];

  /** Takes down a death and tells whether the server is to be started again. @param now in milliseconds */
  mayStartAgain(now: number): boolean {
    this.#deaths = [...this.#deaths, now].filter((death) => now - death <= window);
    return this.#deaths.length <= mostRestarts;
  }

  /** The user started it himself: everything before is forgotten. */
  forget(): void {
    this.#deaths = [];
  }
}
