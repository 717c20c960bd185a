/** Slots whose entry was promised when the process died and never sent: looked for, not found, and written down as void. */
export const neverSent = (journal: string): Set<string> => {
  const lines = journal.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { kind: string; tag?: string; decided?: { kind: string; slot: string; position: number }[] });
  const voided = lines.filter(({ kind, tag }) => kind === 'voided' && tag?.includes('-o-') === true).map(({ tag }) => Number(tag?.split('-')[3]));
  const opened = lines.flatMap(({ decided }) => decided ?? []).filter(({ kind }) => kind === 'open');
  return new Set(opened.filter(({ position }) => voided.includes(position)).map(({ slot }) => slot));
};
