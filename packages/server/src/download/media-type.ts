/**
 * Types a download may be labelled with. None of them is executed or interpreted as a page by a browser; every other claim of
 * a sender, HTML, SVG and XML above all, becomes `application/octet-stream`.
 */
const harmless = new Set([
  'application/gzip',
  'application/msword',
  'application/pdf',
  'application/rtf',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/zip',
  'audio/mpeg',
  'audio/ogg',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'message/rfc822',
  'text/calendar',
  'text/csv',
  'text/plain',
  'text/vcard',
  'video/mp4',
  'video/webm',
]);

export function downloadType(claimed: string): string {
  const type = claimed.trim().toLowerCase();
  return harmless.has(type) ? type : 'application/octet-stream';
}
