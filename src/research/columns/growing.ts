/** A column made from its first entry on, as far as it is asked for. */
export interface GrowingColumn {
  /** The column's memory; entries beyond those made are not yet its values. */
  readonly values: () => Int32Array;
  /** Makes the entries before `to` that are not made yet. */
  readonly growTo: (to: number) => void;
}

/**
 * Many columns over the same candidates are made a stretch at a time, each of them over the same one, while its rows are near.
 *
 * @param write makes entries `from` up to, not including, `to`
 */
export const growingColumn = (values: () => Int32Array, write: (column: Int32Array, from: number, to: number) => void): GrowingColumn => {
  let made = 0;
  return {
    values,
    growTo: (to) => {
      if (to <= made) return;
      write(values(), made, to);
      made = to;
    },
  };
};

/** A growing column in memory of its own. */
export const ownColumn = (length: number, write: (column: Int32Array, from: number, to: number) => void): GrowingColumn => {
  const memory = new Int32Array(length);
  return growingColumn(() => memory, write);
};
