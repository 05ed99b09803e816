import { describe, expect, it } from 'vitest';
import { readBucket } from './bucket-address.ts';

describe('the address of a bucket', () => {
  it('holds bucket, prefix, region and keys', () => {
    expect(readBucket('https://AKIA:a%2Fb%2Bc@s3.example.com/mail/of/us?region=eu-west-1')).toEqual({
      url: 'https://s3.example.com/mail/of/us',
      region: 'eu-west-1',
      accessKeyId: 'AKIA',
      secretAccessKey: 'a/b+c',
    });
    expect(readBucket('http://k:s@localhost:9000/mail').region).toBe('us-east-1');
  });

  it.each(['s3.example.com/mail', 'ftp://k:s@s3.example.com/mail', 'https://k:s@s3.example.com/'])(
    'names a bucket: %s',
    (value) => {
      expect(() => readBucket(value)).toThrow('must be an address such as');
    },
  );

  it('needs both keys', () => {
    expect(() => readBucket('https://s3.example.com/mail')).toThrow('access key and the secret');
  });
});
