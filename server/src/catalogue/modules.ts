/**
 * What the module loader reads from modules.conf.
 */
import type { OptionFile } from './option.ts';

/** Options of modules.conf (Asterisk main/loader.c, load_modules). */
export const modules = {
  kind: 'modules.conf',
  module: 'main/loader.c',
  onUnknown: 'start',
  sections: [{ kind: 'modules', name: 'modules' }],
  options: [
    {
      name: 'autoload',
      in: ['modules'],
      value: { kind: 'boolean' },
      default: 'no',
      restart: true,
      docs: '`yes` loads every module in the module folder, apart from those under `noload`; with `no` (the default) only what is listed is loaded. A missing or misspelled line starts Asterisk with hardly anything. Fewer modules also mean fewer ways to attack.',
      source: 'main/loader.c',
    },
    {
      name: 'load',
      in: ['modules'],
      value: { kind: 'reference', to: 'module' },
      repeats: 'accumulate',
      restart: true,
      docs: 'A module to load, such as `res_pjsip.so`, one on each line. With `autoload=yes` it is needed only for modules that would come too late. If it fails, Asterisk goes on without it.',
      source: 'main/loader.c',
    },
    {
      name: 'noload',
      in: ['modules'],
      value: { kind: 'reference', to: 'module' },
      repeats: 'accumulate',
      restart: true,
      docs: 'A module never to load, such as `chan_sip.so`, one on each line. Modules that need it then fail as well. Leaving out what you do not use closes ways for attackers.',
      source: 'main/loader.c',
    },
    {
      name: 'require',
      in: ['modules'],
      value: { kind: 'reference', to: 'module' },
      repeats: 'accumulate',
      restart: true,
      docs: 'A module without which Asterisk must not run, one on each line. If it fails to load, Asterisk ends at once, which is better than taking calls half able. The same module under `noload` is an error.',
      source: 'main/loader.c',
    },
    {
      name: 'preload',
      in: ['modules'],
      value: { kind: 'reference', to: 'module' },
      repeats: 'accumulate',
      restart: true,
      docs: 'A module to load before the others, one on each line, such as a database driver whose data others read at their start. Used without need it only makes the start order fragile.',
      source: 'main/loader.c',
    },
    {
      name: 'preload-require',
      in: ['modules'],
      value: { kind: 'reference', to: 'module' },
      repeats: 'accumulate',
      restart: true,
      docs: 'A module to load before the others and without which Asterisk must not run, one on each line. It joins `preload` and `require`: if it fails, the start is given up.',
      source: 'main/loader.c',
    },
  ],
} satisfies OptionFile;
