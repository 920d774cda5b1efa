import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings, settingsMessage } from '../../server/src/lsp/settings.ts';

const rules = new Set(['secret-weak', 'conf-exec']);

describe('readSettings', () => {
  it.each([undefined, null, 7, 'x', [], {}])('gives the defaults for %s', (value) => {
    expect(readSettings(value, rules)).toEqual({ settings: defaultSettings, problems: [] });
  });

  it.each([
    [{ profile: 'vicidial', length: 40 }, 20],
    [{ profile: 'short', length: 40 }, 16],
    [{ profile: 'long' }, 32],
    [{ profile: 'custom', length: 40 }, 40],
    [{ length: 40 }, 40],
  ])('draws secrets by the profile %j', (secrets, length) => {
    const { settings, problems } = readSettings({ secrets }, rules);
    expect(problems).toEqual([]);
    expect(settings.lint.generator.length).toBe(length);
  });

  it('takes nested objects and dotted names', () => {
    const { settings, problems } = readSettings(
      {
        'lint.run': 'onSave',
        lint: { maxFindings: 5, enable: false },
        asteriskVersion: '20',
        rules: { 'secret-weak': 'off' },
        secrets: { length: 30, minimumBits: 90 },
        configDirectory: '/etc/asterisk',
      },
      rules,
    );
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ lintRun: 'onSave', maxFindings: 5, isLintEnabled: false });
    expect(settings.configDirectory).toBe('/etc/asterisk');
    expect(settings.lint).toMatchObject({ asteriskVersion: 20, minimumBits: 90, generator: { length: 30 } });
    expect(settings.lint.rules['secret-weak']).toBe('off');
  });

  it.each([
    [{ lint: { enable: 'yes' } }, /lint\.enable must be true or false/],
    [{ lint: { run: 'never' } }, /lint\.run must be one of onType, onSave/],
    [{ lint: { maxFindings: 0 } }, /lint\.maxFindings must be a whole number/],
    [{ asteriskVersion: 17 }, /asteriskVersion must be one of/],
    [{ configDirectory: 3 }, /configDirectory must be a text/],
    [{ rules: [] }, /asteriskConf\.rules must be/],
    [{ rules: { 'secret-weak': 'loud' } }, /rules\.secret-weak must be one of/],
    [{ rules: { 'no-such': 'off' } }, /unknown rule "no-such"/],
    [{ rules: { constructor: 'off' } }, /unknown rule "constructor"/],
    [{ secrets: { alphabet: 'ab;' } }, /asteriskConf\.secrets/],
    [{ secrets: { profile: 'huge' } }, /secrets\.profile must be one of/],
    [{ secrets: { alphabet: 'ab', length: 8 } }, /asteriskConf\.secrets/],
    [{ vicidial: { secretLength: 50 } }, /vicidial\.secretLength must be one of/],
  ])('names what is wrong in %j and uses the default', (value, problem) => {
    const read = readSettings(value, rules);
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]).toMatch(problem);
    expect(JSON.stringify(read.settings)).toBe(JSON.stringify(defaultSettings));
  });

  it('is not led astray by inherited names', () => {
    expect(
      readSettings(JSON.parse('{"__proto__": {"lint": {"enable": false}}}'), rules).settings.isLintEnabled,
    ).toBe(true);
  });
});

describe('settingsMessage', () => {
  it('is one line however much is wrong', () => {
    expect(settingsMessage([])).toBeUndefined();
    expect(settingsMessage(['a', 'b', 'c', 'd', 'e'])).toBe('Asterisk Conf: a; b; c (and 2 more)');
  });
});
