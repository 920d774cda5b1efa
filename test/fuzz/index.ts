/** What scripts/fuzz.mjs bundles and runs. */
export { converse } from './protocol.ts';
export { targets } from './targets.ts';
