export function newestVersion(changelog: string): string | undefined;
