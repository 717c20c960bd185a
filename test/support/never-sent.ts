interface Line {
  readonly kind: string;
  readonly tag?: string;
  readonly decided?: readonly { readonly kind: string; readonly slot: string; readonly position: number }[];
}

/**
 * Slots whose entry (`o`) or exit (`c`) was promised when the process died and never sent: looked for, not found, written
 * down as void. Such an entry is a pass; such an exit is tried again, later, and so fills at another row.
 */
export const neverSent = (journal: string, effect: 'o' | 'c' = 'o'): Set<string> => {
  const lines = journal.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
  const voided = lines.filter(({ kind, tag }) => kind === 'voided' && tag?.includes(`-${effect}-`) === true).map(({ tag }) => Number(tag?.split('-')[3]));
  const opened = lines.flatMap(({ decided }) => decided ?? []).filter(({ kind }) => kind === 'open');
  return new Set(opened.filter(({ position }) => voided.includes(position)).map(({ slot }) => slot));
};
