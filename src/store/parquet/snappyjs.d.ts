declare module 'snappyjs' {
  /** Bytes under Snappy: a view of its own memory, as the input is. */
  export const compress: (bytes: Uint8Array) => Uint8Array;
}
