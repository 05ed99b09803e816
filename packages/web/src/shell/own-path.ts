/** A path of this app to go on to after signing in; anything that could lead to another host is the start page instead. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![\\/])/.test(path) && !/[\t\r\n]/.test(path) ? path : '/';
}
