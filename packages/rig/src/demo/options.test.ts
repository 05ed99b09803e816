import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the demo’s command line', () => {
  it('asks for nothing by default', () => {
    expect(readOptions([])).toEqual({ walk: false, json: false, keep: false, help: false });
  });

  it('takes the walk and its JSON line in any order', () => {
    expect(readOptions(['--json', '--walk'])).toMatchObject({ walk: true, json: true });
  });

  it('names an argument that does not exist', () => {
    expect(() => readOptions(['--wlak'])).toThrow('--wlak');
  });
});
