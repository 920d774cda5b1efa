// The version is said in one place, the newest released heading of CHANGELOG.md: `## 1.2.3 (2026-11-21)`.

/**
 * @param {string} changelog text of CHANGELOG.md
 * @returns {string | undefined} the newest released version; nothing before the first release
 */
export function newestVersion(changelog) {
  return /^## (\d+\.\d+\.\d+)(?: \(\d{4}-\d{2}-\d{2}\))?$/m.exec(changelog)?.[1];
}
