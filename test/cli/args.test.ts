import { describe, expect, it } from 'vitest';
import { readArguments } from '../../server/src/cli/args.ts';

const defaults = {
  paths: ['.'],
  format: 'text',
  maxWarnings: 0,
  withIncludes: true,
  ignore: [],
  withColor: true,
  isQuiet: false,
  fix: false,
};

describe('readArguments', () => {
  it.each([
    [['check'], {}],
    [['check', 'a', 'b'], { paths: ['a', 'b'] }],
    [['check', '--', '--quiet'], { paths: ['--quiet'] }],
    [['--quiet', 'check', 'a'], { paths: ['a'], isQuiet: true }],
    [
      ['check', '-q', '--no-color', '--no-includes'],
      { isQuiet: true, withColor: false, withIncludes: false },
    ],
    [['check', '--format', 'json'], { format: 'json' }],
    [['check', '--max-warnings=12'], { maxWarnings: 12 }],
    [['check', '--min-severity', 'hint'], { minSeverity: 'hint' }],
    [['check', '--asterisk-version', '22'], { asteriskVersion: 22 }],
    [['check', '--asterisk-version', 'auto'], { asteriskVersion: 'auto' }],
    [['check', '--ignore', 'a', '--ignore=-b'], { ignore: ['a', '-b'] }],
    [['check', '--config', 'x.json', '--config-dir', 'etc'], { config: 'x.json', configDir: 'etc' }],
    [['check', '--format=sarif', '--fix'], { format: 'sarif', fix: true }],
    [['check', '--baseline', 'b.json'], { baseline: 'b.json' }],
    [['check', '--write-baseline', 'b.json'], { writeBaseline: 'b.json' }],
    [['check', '--stdin-filename', 'sip.conf'], { paths: ['sip.conf'], stdinFilename: 'sip.conf' }],
  ])('reads %j', (words, expected) => {
    expect(readArguments(words)).toEqual({ kind: 'check', arguments: { ...defaults, ...expected } });
  });

  it.each([
    [[], 'Missing command, try "asterisk-conf check"'],
    [['chek'], 'Unknown command "chek", did you mean "check"?'],
    [
      ['sip.conf'],
      'Unknown command "sip.conf", to check a file or folder write "asterisk-conf check" before it',
    ],
    [['check', '--fromat', 'json'], 'Unknown option "--fromat", did you mean "--format"?'],
    [['check', '--recursive'], 'Unknown option "--recursive", run "asterisk-conf check --help" for the list'],
    [['check', '-x'], 'Unknown option "-x", run "asterisk-conf check --help" for the list'],
    [['check', '--format'], 'Expected a value after --format'],
    [['check', '--format', '--quiet'], 'Expected a value after --format'],
    [['check', '--quiet=yes'], 'Expected no value after --quiet'],
    [
      ['check', '--format', 'xml'],
      'Unknown word "xml" after --format, expected one of text, json, sarif, github, junit',
    ],
    [['show', 'a.conf', '--fix'], 'The option "--fix" belongs to "asterisk-conf check"'],
    [['check', '--stdin-filename', 'a', 'b'], 'Expected no PATH beside --stdin-filename'],
    [['check', '--stdin-filename=a', '--fix'], 'Cannot write standard input, leave out --fix'],
    [['check', '--baseline=a', '--write-baseline=b'], 'Expected only one of --baseline and --write-baseline'],
    [['check', '--max-warnings', 'few'], 'Expected a whole number after --max-warnings'],
    [
      ['check', '--asterisk-version', '17'],
      'Unknown word "17" after --asterisk-version, expected one of auto, 16, 18, 20, 22, 23',
    ],
    [
      ['check', '--min-severity', 'info'],
      'Unknown word "info" after --min-severity, expected one of error, warning, information, hint',
    ],
  ])('says what is wrong with %j', (words, message) => {
    expect(readArguments(words)).toEqual({ kind: 'wrong', message });
  });

  it.each([
    [['--help'], { kind: 'help', topic: 'program' }],
    [['check', '--help'], { kind: 'help', topic: 'check' }],
    [['--version'], { kind: 'version' }],
  ])('answers %j', (words, expected) => {
    expect(readArguments(words)).toEqual(expected);
  });
});
