/**
 * Lists and objects in columns. The type is that of the code that wrote the column; it is asserted, not checked again at every read
 * of every row, which would cost more than the read.
 */
export function fromJson<Value>(text: string): Value {
  return JSON.parse(text) as Value;
}
