/** A value of Thrift's compact protocol, in which Parquet writes its headers. */
export type ThriftValue =
  | { readonly kind: 'i32' | 'i64'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly ThriftValue[] }
  | { readonly kind: 'struct'; readonly fields: ThriftFields };

/** Values by the field's number. */
export type ThriftFields = Readonly<Record<number, ThriftValue>>;

export const i32 = (value: number): ThriftValue => ({ kind: 'i32', value });
export const i64 = (value: number): ThriftValue => ({ kind: 'i64', value });
export const text = (value: string): ThriftValue => ({ kind: 'text', value });
export const list = (items: readonly ThriftValue[]): ThriftValue => ({ kind: 'list', items });
export const struct = (fields: ThriftFields): ThriftValue => ({ kind: 'struct', fields });

const codes = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

/** Appends a whole number of at most 53 bits in groups of seven bits, the lowest first. */
export const putVarint = (value: number, to: number[]): void => {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) to.push((rest % 128) + 128);
  to.push(rest);
};

/** Small numbers of either sign as small numbers: 0, -1, 1, -2 are 0, 1, 2, 3. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

const put = (value: ThriftValue, to: number[]): void => {
  switch (value.kind) {
    case 'i32':
    case 'i64':
      putVarint(zigzag(value.value), to);
      return;
    case 'text': {
      const letters = new TextEncoder().encode(value.value);
      putVarint(letters.length, to);
      to.push(...letters);
      return;
    }
    case 'list': {
      const code = codes[value.items[0]?.kind ?? 'i32'];
      to.push(Math.min(value.items.length, 15) * 16 + code);
      if (value.items.length >= 15) putVarint(value.items.length, to);
      for (const item of value.items) put(item, to);
      return;
    }
    case 'struct': {
      let last = 0;
      // Whole-number keys of an object ascend, as the protocol's short form of a field's number wants them.
      for (const [key, field] of Object.entries(value.fields)) {
        to.push((Number(key) - last) * 16 + codes[field.kind]);
        last = Number(key);
        put(field, to);
      }
      to.push(0);
    }
  }
};

/**
 * A struct in Thrift's compact protocol.
 *
 * Source: Apache Thrift, "Thrift Compact protocol encoding". Fields must be at most 15 numbers apart.
 */
export const thriftBytes = (fields: ThriftFields): Uint8Array => {
  const bytes: number[] = [];
  put(struct(fields), bytes);
  return Uint8Array.from(bytes);
};
