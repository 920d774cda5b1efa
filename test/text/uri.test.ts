import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  basename,
  dirname,
  fileUri,
  isAbsolutePath,
  normalise,
  pathOf,
  isBelow,
  relativePath,
  resolveFrom,
} from '../../server/src/text/uri.ts';

describe('pathOf, basename and dirname', () => {
  it.each([
    ['file:///etc/asterisk/sip.conf', '/etc/asterisk/sip.conf', 'sip.conf', 'file:///etc/asterisk'],
    ['file:///sip.conf', '/sip.conf', 'sip.conf', 'file:///'],
    ['file:///', '/', '', 'file:///'],
    ['file:///c%3A/conf/sip.conf', 'c:/conf/sip.conf', 'sip.conf', 'file:///c%3A/conf'],
    ['file:///C:/conf/sip.conf', 'C:/conf/sip.conf', 'sip.conf', 'file:///c%3A/conf'],
    ['file://server/share/sip.conf', '//server/share/sip.conf', 'sip.conf', 'file://server/share'],
    ['file:///a%20b/%C3%BC%23.conf', '/a b/ü#.conf', 'ü#.conf', 'file:///a%20b'],
    ['vscode-test-web://mount/a/sip.conf', '/a/sip.conf', 'sip.conf', 'vscode-test-web://mount/a'],
    ['vscode-test-web://mount/sip.conf', '/sip.conf', 'sip.conf', 'vscode-test-web://mount/'],
    [
      'vscode-remote://ssh-remote%2Bpbx/etc/sip.conf',
      '/etc/sip.conf',
      'sip.conf',
      'vscode-remote://ssh-remote%2Bpbx/etc',
    ],
    ['untitled:Untitled-1', 'Untitled-1', 'Untitled-1', 'untitled:'],
    ['git:/etc/sip.conf?ref#1', '/etc/sip.conf', 'sip.conf', 'git:/etc'],
    ['file:///a/%zz%ff.conf', '/a/%zz%ff.conf', '%zz%ff.conf', 'file:///a'],
  ])('takes %s apart', (uri, path, base, directory) => {
    expect([pathOf(uri), basename(uri), dirname(uri)]).toEqual([path, base, directory]);
  });
});

describe('resolveFrom', () => {
  it.each([
    ['file:///etc/asterisk', 'sip-vicidial.conf', 'file:///etc/asterisk/sip-vicidial.conf'],
    ['file:///etc/asterisk/', 'sip.d/a b.conf', 'file:///etc/asterisk/sip.d/a%20b.conf'],
    ['file:///etc/asterisk', '../x/./sip.conf', 'file:///etc/x/sip.conf'],
    ['file:///etc', '../../../x.conf', 'file:///x.conf'],
    ['file:///etc/asterisk', '/opt//x.conf', 'file:///opt/x.conf'],
    ['file:///', 'x.conf', 'file:///x.conf'],
    ['file:///etc', '50%.conf', 'file:///etc/50%25.conf'],
    ['file:///etc', 'a?b#c.conf', 'file:///etc/a%3Fb%23c.conf'],
    ['file:///etc', "(it's)*!.conf", 'file:///etc/%28it%27s%29%2A%21.conf'],
    ['file:///etc', 'a\\b.conf', 'file:///etc/a%5Cb.conf'],
    ['file:///etc', 'file:x.conf', 'file:///etc/file%3Ax.conf'],
    ['file:///c%3A/conf', 'D:\\x\\y.conf', 'file:///d%3A/x/y.conf'],
    ['file:///c%3A/conf', '\\\\server\\share\\y.conf', 'file://server/share/y.conf'],
    ['file:///c%3A/conf', 'sub/y.conf', 'file:///c%3A/conf/sub/y.conf'],
    ['vscode-test-web://mount/a', '/b/x.conf', 'vscode-test-web://mount/b/x.conf'],
    ['vscode-test-web://mount', 'x.conf', 'vscode-test-web://mount/x.conf'],
    ['untitled:', 'x.conf', 'untitled:x.conf'],
  ])('from %s to %s', (directory, path, uri) => {
    expect(resolveFrom(directory, path)).toBe(uri);
  });

  it('never throws and finds its own way back', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(name, (written) => {
        const uri = resolveFrom('file:///etc/asterisk', written);
        expect(normalise(uri)).toBe(uri);
        expect(fileUri(pathOf(uri))).toBe(uri);
      }),
      { seed: 11, numRuns: 1000 },
    );
  });
});

describe('fileUri', () => {
  it.each([
    ['/etc/asterisk/sip.conf', 'file:///etc/asterisk/sip.conf'],
    ['/etc/a b/', 'file:///etc/a%20b'],
    ['C:\\Program Files\\sip.conf', 'file:///c%3A/Program%20Files/sip.conf'],
    ['c:/sip.conf', 'file:///c%3A/sip.conf'],
    ['\\\\server\\share\\sip.conf', 'file://server/share/sip.conf'],
    ['/lone\ud800.conf', 'file:///lone%EF%BF%BD.conf'],
  ])('of %s', (path, uri) => {
    expect(fileUri(path)).toBe(uri);
  });
});

describe('isAbsolutePath', () => {
  it.each([
    ['/x', true],
    ['C:\\x', true],
    ['c:/x', true],
    ['\\\\server\\x', true],
    ['x', false],
    ['./x', false],
    ['c:x', false],
    ['', false],
  ])('of "%s" is %s', (path, expected) => {
    expect(isAbsolutePath(path)).toBe(expected);
  });
});

describe('isBelow', () => {
  it.each([
    ['file:///etc', 'file:///etc/a/x.conf', true],
    ['file:///etc', 'file:///etcetera/x.conf', false],
    ['file:///etc', 'file:///etc', false],
    ['file:///', 'file:///x.conf', true],
    ['file:///', 'file:///', false],
    ['vscode-test-web://mount/', 'vscode-test-web://mount/a/x.conf', true],
    ['vscode-test-web://mount/', 'vscode-test-web://other/x.conf', false],
  ])('%s holds %s: %s', (directory, uri, expected) => {
    expect(isBelow(directory, uri)).toBe(expected);
  });
});

describe('relativePath', () => {
  it.each([
    ['file:///etc', 'file:///etc/a%20b/x.conf', 'a b/x.conf'],
    ['file:///', 'file:///x.conf', 'x.conf'],
    ['file:///etc', 'file:///etcetera/x.conf', undefined],
    ['file:///etc', 'file:///etc', undefined],
    ['file:///etc', 'untitled:/etc/x.conf', undefined],
    ['file:///C:/a', 'file:///C:/a/x.conf', 'x.conf'],
    ['vscode-test-web://mount', 'vscode-test-web://mount/x.conf', 'x.conf'],
  ])('from %s to %s', (directory, uri, expected) => {
    expect(relativePath(directory, uri)).toBe(expected);
  });
});
