import type { Unusable } from '../../protocol/model.ts';

export function noKey(name: string): Unusable {
  return { reason: 'no_key', message: `${name} needs a key. Enter one with ‘Conductor: Set API Key’.` };
}
