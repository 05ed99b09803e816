/** @param pattern an MX host, lower case; `*` stands for any number of letters, dots included. */
export function mxPattern(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9.-]*')}$`);
}
