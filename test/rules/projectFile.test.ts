import { describe, expect, it } from 'vitest';
import { readProjectFile, withProjectFile } from '../../server/src/rules/projectFile.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';

const ruleIds = new Set(['secret-weak', 'conf-exec']);
const read = (json: unknown) => readProjectFile(JSON.stringify(json), ruleIds);

describe('readProjectFile', () => {
  it('reads every key there is', () => {
    const json = {
      $schema: 'x.json',
      asteriskVersion: 18,
      configDirectory: 'etc/asterisk',
      rules: { 'secret-weak': 'warning', 'conf-exec': 'off' },
      ignore: ['old/**'],
      minimumBits: 80,
      vicidial: { secretLength: 20 },
      aliases: [{ name: 'lobby', members: ['a/sip.conf#100'] }],
    };
    expect(read(json)).toEqual({
      isReadable: true,
      problems: [],
      project: {
        asteriskVersion: 18,
        configDirectory: 'etc/asterisk',
        rules: { 'secret-weak': 'warning', 'conf-exec': 'off' },
        ignore: ['old/**'],
        minimumBits: 80,
        vicidialSecretLength: 20,
        aliases: [{ name: 'lobby', members: ['a/sip.conf#100'] }],
      },
    });
  });

  it.each([
    [{ minimumbits: 80 }, 'Unknown key "minimumbits", did you mean "minimumBits"?'],
    [{ colour: true }, 'Unknown key "colour"'],
    [{ asteriskVersion: 17 }, 'Expected "asteriskVersion" to be one of auto, 16, 18, 20, 22, 23'],
    [{ configDirectory: '' }, 'Expected "configDirectory" to be the path of a folder'],
    [{ rules: [] }, 'Expected "rules" to hold rule names with a level each'],
    [{ rules: { 'secret-wek': 'off' } }, 'Unknown rule "secret-wek" in "rules", did you mean "secret-weak"?'],
    [{ rules: { constructor: 'off' } }, 'Unknown rule "constructor" in "rules"'],
    [
      { rules: { 'secret-weak': 'warn' } },
      'Expected the level of "secret-weak" to be one of error, warning, information, hint, off, default',
    ],
    [{ ignore: 'x' }, 'Expected "ignore" to be a list of file patterns'],
    [{ minimumBits: '72' }, 'Expected "minimumBits" to be a whole number from 0 to 512'],
    [{ vicidial: 20 }, 'Expected "vicidial" to be an object with "secretLength"'],
    [{ vicidial: { secretLength: 30 } }, 'Expected "secretLength" of "vicidial" to be one of 100, 20'],
    [{ vicidial: { length: 20 } }, 'Unknown key "length" in "vicidial"'],
    [{ aliases: [{ name: 'x' }] }, 'Expected "aliases" to be a list of objects with "name" and "members"'],
    [{ aliases: {} }, 'Expected "aliases" to be a list of objects with "name" and "members"'],
  ])('says what is wrong with %j', (json, problem) => {
    expect(read(json)).toMatchObject({ isReadable: true, problems: [problem] });
  });

  it('keeps what is right beside what is wrong', () => {
    const { project } = read({
      rules: { nonsense: 'off', 'conf-exec': 'hint' },
      minimumBits: -1,
      ignore: ['a'],
    });
    expect(project).toEqual({ rules: { 'conf-exec': 'hint' }, ignore: ['a'] });
  });

  it.each(['', '{', '[]', 'null', '"x"', '{"ignore": ["a"],}'])('cannot read %j', (text) => {
    const { isReadable, project, problems } = readProjectFile(text, ruleIds);
    expect({ isReadable, project }).toEqual({ isReadable: false, project: {} });
    expect(problems).toHaveLength(1);
  });

  it('takes a byte order mark in front', () => {
    expect(readProjectFile('\ufeff{"minimumBits": 80}', ruleIds).project).toEqual({ minimumBits: 80 });
  });
});

describe('withProjectFile', () => {
  it('wins for the keys it has', () => {
    const { project } = read({ minimumBits: 80, rules: { 'conf-exec': 'off' } });
    const settings = withProjectFile({ ...defaultLintSettings, asteriskVersion: 20 }, project);
    expect(settings).toEqual({
      ...defaultLintSettings,
      asteriskVersion: 20,
      minimumBits: 80,
      rules: { 'conf-exec': 'off' },
    });
  });
});
