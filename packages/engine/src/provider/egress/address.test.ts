import { describe, expect, it } from 'vitest';
import { mayReach, type Reach, reachOf } from './address.ts';

const cases: readonly [string, Reach][] = [
  ['52.97.133.226', 'public'],
  ['2603:1026:c03:1::2', 'public'],
  ['127.0.0.1', 'private'],
  ['127.255.255.254', 'private'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['100.127.255.255', 'private'],
  ['100.128.0.1', 'public'],
  ['::1', 'private'],
  ['[::1]', 'private'],
  ['fc00::1', 'private'],
  ['fd12:3456:789a::1', 'private'],
  ['169.254.169.254', 'never'],
  ['0.0.0.0', 'never'],
  ['0.1.2.3', 'never'],
  ['224.0.0.1', 'never'],
  ['255.255.255.255', 'never'],
  ['240.0.0.1', 'never'],
  ['192.0.0.8', 'never'],
  ['192.0.2.1', 'never'],
  ['198.18.0.1', 'never'],
  ['198.51.100.7', 'never'],
  ['203.0.113.9', 'never'],
  ['192.88.99.1', 'never'],
  ['::', 'never'],
  ['fe80::1', 'never'],
  ['fe80::1%eth0', 'never'],
  ['fec0::1', 'never'],
  ['ff02::1', 'never'],
  ['100::1', 'never'],
  ['2001:db8::1', 'never'],
  ['3fff::1', 'never'],
  // IPv4-mapped, in both spellings.
  ['::ffff:127.0.0.1', 'private'],
  ['::ffff:7f00:1', 'private'],
  ['::ffff:169.254.169.254', 'never'],
  ['::ffff:52.97.133.226', 'public'],
  // IPv4-compatible and IPv4-translated.
  ['::127.0.0.1', 'never'],
  ['::52.97.133.226', 'never'],
  ['::ffff:0:127.0.0.1', 'never'],
  // NAT64: the well-known prefix stands for the address inside, the local-use one for nobody knows what.
  ['64:ff9b::7f00:1', 'private'],
  ['64:ff9b::a9fe:a9fe', 'never'],
  ['64:ff9b::3461:85e2', 'public'],
  ['64:ff9b:1::7f00:1', 'never'],
  // 6to4, Teredo, ISATAP.
  ['2002:7f00:1::', 'never'],
  ['2002:3461:85e2::', 'never'],
  ['2001:0:7f00:1::', 'never'],
  ['2603:1026::5efe:127.0.0.1', 'never'],
  ['2603:1026::200:5efe:10.0.0.1', 'never'],
  ['2603:1026::200:5efe:52.97.133.226', 'public'],
  // Not addresses as any resolver answers them.
  ['127.1', 'never'],
  ['2130706433', 'never'],
  ['0x7f000001', 'never'],
  ['0177.0.0.1', 'never'],
  ['', 'never'],
  ['localhost', 'never'],
];

describe('reachOf', () => {
  it.each(cases)('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });

  it('opens the local network to those who ask for it, and nothing more', () => {
    for (const [address, reach] of cases) {
      expect(mayReach(address, { allowPrivate: false }), address).toBe(reach === 'public');
      expect(mayReach(address, { allowPrivate: true }), address).toBe(reach !== 'never');
    }
  });
});
