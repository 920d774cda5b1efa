import type { FileRule } from './rule.ts';
import { devicesWithoutAcl } from './support/noAcl.ts';

/** Phones that may register from any address. */
export const sipNoAcl: FileRule = {
  id: 'sip-no-acl',
  summary: 'Suggest a list of addresses for phones of sip.conf',
  severity: 'hint',
  scope: 'workspace',
  files: ['sip.conf'],
  check: devicesWithoutAcl,
};
