import type { BucketSettings } from '@mailroom/store';

/** Read as Amazon reads it where no region is named; other services mostly ignore it. */
const usualRegion = 'us-east-1';

/** One address for bucket and keys, as for the SMTP server. Throws what completes "MAILROOM_S3_URL ...". */
export function readBucket(value: string): BucketSettings {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new Error('must be an address such as https://key:secret@s3.example.com/bucket?region=eu-west-1');
  }
  if (url.username === '' || url.password === '') {
    throw new Error(
      'must hold the access key and the secret: https://key:secret@…; a / in them is written %2F',
    );
  }
  return {
    url: `${url.origin}${url.pathname}`,
    region: url.searchParams.get('region') ?? usualRegion,
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}
