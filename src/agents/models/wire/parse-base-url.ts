import type { Unusable } from '../../protocol/model.ts';

/** The address without a slash at its end, or why it cannot be used. */
export function parseBaseUrl(text: string, name: string): string | Unusable {
  const trimmed = text.trim();
  if (URL.canParse(trimmed) && /^https?:$/.test(new URL(trimmed).protocol)) return trimmed.replace(/\/+$/, '');
  return {
    reason: 'not_configured',
    message: `The address of ${name} in the settings is not a web address. It begins with https:// or http://.`,
  };
}
