/**
 * What extconfig.conf maps to databases. Every line of `[settings]` is a family or a file.
 */
import type { OptionFile } from './option.ts';

/** Options of extconfig.conf (Asterisk main/config.c, read_config_maps). */
export const extconfig = {
  kind: 'extconfig.conf',
  module: 'main/config.c',
  sections: [{ kind: 'settings', name: 'settings' }],
  options: [
    {
      name: '*',
      in: ['settings'],
      value: { kind: 'text' },
      repeats: 'accumulate',
      namePattern: '.*',
      docs: 'In `[settings]` the name is a family such as `sippeers`, or a whole file, and the value driver, database and table, such as `odbc,asterisk,sippeers`; several lines are asked in turn. A wrong table means that the devices in it do not exist. Addresses for `curl` may contain passwords, so let only Asterisk read this file.',
      source: 'main/config.c',
    },
  ],
} satisfies OptionFile;
