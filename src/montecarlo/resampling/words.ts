/** Room for the words of a stream that become an array's numbers: the array's own memory, each word read before it is replaced. */
export const wordsFor = ({ buffer, byteOffset, length }: Int32Array): Uint32Array => new Uint32Array(buffer, byteOffset, length);
