/**
 * The name proposed for a downloaded certificate, the ending that Microsoft's portal takes. Of the app's name only what every file
 * system takes remains; the thumbprint tells two certificates of one app apart.
 */
export function certificateFileName(appName: string, thumbprint: string): string {
  const plain = appName
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return `${['mailroom', plain, thumbprint.slice(0, 8).toLowerCase()].filter(Boolean).join('-')}.cer`;
}
