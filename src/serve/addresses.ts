/** Address of a page of a run: its name may hold any character a folder's name may. */
export const runAddress = (id: string, ...parts: readonly string[]): string => ['/run', ...[id, ...parts].map(encodeURIComponent)].join('/');

/** Address of a sweep's page. */
export const sweepAddress = (id: string): string => `/sweep/${encodeURIComponent(id)}`;
