import type { FileRule } from './rule.ts';
import { devicesWithoutAcl } from './support/noAcl.ts';

/** Devices that may register from any address. */
export const iaxNoAcl: FileRule = {
  id: 'iax-no-acl',
  summary: 'Suggest a list of addresses for devices of iax.conf',
  severity: 'hint',
  scope: 'workspace',
  files: ['iax.conf'],
  check: devicesWithoutAcl,
};
