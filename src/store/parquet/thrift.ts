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

/** A whole number of at most 53 bits in groups of seven bits, the lowest first. */
export const varint = (value: number): number[] => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
};

/** Small numbers of either sign as small numbers: 0, -1, 1, -2 are 0, 1, 2, 3. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

const bytesOf = (value: ThriftValue): number[] => {
  switch (value.kind) {
    case 'i32':
    case 'i64':
      return varint(zigzag(value.value));
    case 'text': {
      const letters = new TextEncoder().encode(value.value);
      return [...varint(letters.length), ...letters];
    }
    case 'list': {
      const code = codes[value.items[0]?.kind ?? 'i32'];
      const head = value.items.length < 15 ? [value.items.length * 16 + code] : [0xf0 + code, ...varint(value.items.length)];
      return [...head, ...value.items.flatMap(bytesOf)];
    }
    case 'struct': {
      let last = 0;
      // Whole-number keys of an object ascend, as the protocol's short form of a field's number wants them.
      const fields = Object.entries(value.fields).flatMap(([key, field]) => {
        const step = Number(key) - last;
        last += step;
        return [step * 16 + codes[field.kind], ...bytesOf(field)];
      });
      return [...fields, 0];
    }
  }
};

/**
 * A struct in Thrift's compact protocol.
 *
 * Source: Apache Thrift, "Thrift Compact protocol encoding". Fields must be at most 15 numbers apart.
 */
export const thriftBytes = (fields: ThriftFields): Uint8Array => Uint8Array.from(bytesOf(struct(fields)));
