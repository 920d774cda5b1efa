/** The registry: every rule there is, in the order their findings at one place are listed. */
import { confEmptyName } from './conf-empty-name.ts';
import { confNoEquals } from './conf-no-equals.ts';
import type { Rule } from './rule.ts';

export const allRules: readonly Rule[] = [confNoEquals, confEmptyName];
