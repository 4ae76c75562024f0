import type { ProviderConfiguration } from '../../agents/core/ports.ts';
import type { Settings } from '../../agents/protocol/settings.ts';

/** Reads a setting below `conductor.`; undefined where it has no value. */
export type ReadSetting = (key: string) => unknown;

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((entry) => textOf(entry) ?? []) : [];
}

/** The providers' part of the settings; a value of the wrong shape counts as none. */
export function readProviderConfiguration(read: ReadSetting): ProviderConfiguration {
  return {
    anthropic: { baseUrl: textOf(read('providers.anthropic.baseUrl')) },
    openai: { baseUrl: textOf(read('providers.openai.baseUrl')) },
    azure: {
      endpoint: textOf(read('providers.azure.endpoint')),
      deployments: textsOf(read('providers.azure.deployments')),
      apiVersion: textOf(read('providers.azure.apiVersion')),
    },
    compatible: {
      baseUrl: textOf(read('providers.compatible.baseUrl')),
      name: textOf(read('providers.compatible.name')),
      models: textsOf(read('providers.compatible.models')),
      needsKey: read('providers.compatible.needsKey') === true,
    },
  };
}

const densities = ['compact', 'comfortable', 'spacious'] as const;
type Density = (typeof densities)[number];

function toDensity(value: unknown): Density | undefined {
  return densities.find((density) => density === value);
}

function toFontSize(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 8 && value <= 40 ? Math.round(value) : undefined;
}

/** What the person set in the editor and thereby fixed; `read` gives values that were set, never a default. */
export function readOverrides(read: ReadSetting): Partial<Settings> {
  const model = textOf(read('defaultModel'));
  const density = toDensity(read('messageDensity'));
  const fontSizePx = toFontSize(read('fontSize'));
  return {
    ...(model !== null && /^[a-z]+\/.+$/.test(model) ? { defaultModel: model } : {}),
    ...(density === undefined ? {} : { messageDensity: density }),
    ...(fontSizePx === undefined ? {} : { fontSizePx }),
  };
}

/** How a chat should look. */
export function readAppearance(read: ReadSetting): {
  fontSizePx: number | null;
  messageDensity: Density;
  sendOnEnter: boolean;
} {
  return {
    fontSizePx: toFontSize(read('fontSize')) ?? null,
    messageDensity: toDensity(read('messageDensity')) ?? 'comfortable',
    sendOnEnter: read('sendOnEnter') !== false,
  };
}
