/** The part behind the last @, as it was entered. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Enough of an address to look for its servers; the server reads it with care. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@][^@]*@[^\s@.]+(\.[^\s@.]+)+\.?$/.test(text.trim());
}
