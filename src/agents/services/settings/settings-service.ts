import type { Configuration, Store } from '../../core/ports.ts';
import {
  agentFrameworkSettingsSchema,
  customInstructionsSchema,
  defaultAgentFrameworkSettings,
  defaultSettings,
  settingsSchema,
  type AgentFrameworkSettings,
  type CustomInstructions,
  type Settings,
} from '../../protocol/settings.ts';

type Patch<T> = { [K in keyof T]?: T[K] | undefined };

interface Area<T> {
  readonly key: string;
  readonly defaults: T;
  /** Undefined where the stored value is of another shape, for example written by a newer version. */
  readonly parse: (value: unknown) => Partial<T> | undefined;
}

const general: Area<Settings> = {
  key: 'settings',
  defaults: defaultSettings,
  parse: (value) => withoutUndefined(settingsSchema.partial().safeParse(value).data),
};

const instructions: Area<CustomInstructions> = {
  key: 'custom-instructions',
  defaults: { global: '' },
  parse: (value) => withoutUndefined(customInstructionsSchema.partial().safeParse(value).data),
};

const framework: Area<AgentFrameworkSettings> = {
  key: 'agent-framework',
  defaults: defaultAgentFrameworkSettings,
  parse: (value) => withoutUndefined(agentFrameworkSettingsSchema.partial().safeParse(value).data),
};

function withoutUndefined<T extends object>(value: Patch<T> | undefined): Partial<T> | undefined {
  if (value === undefined) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Partial<T>;
}

/** Settings: defaults, under what is stored, under what the person fixed outside (an editor's settings, flags). */
export class SettingsService {
  readonly #store: Store;
  readonly #configuration: Configuration;

  constructor(options: { readonly store: Store; readonly configuration: Configuration }) {
    this.#store = options.store;
    this.#configuration = options.configuration;
  }

  async get(): Promise<Settings> {
    return { ...(await this.#read(general)), ...this.#configuration.overrides() };
  }

  async put(patch: Patch<Settings>): Promise<Settings> {
    await this.#write(general, patch);
    return this.get();
  }

  getInstructions(): Promise<CustomInstructions> {
    return this.#read(instructions);
  }

  async putInstructions(value: CustomInstructions): Promise<CustomInstructions> {
    await this.#write(instructions, value);
    return value;
  }

  getFramework(): Promise<AgentFrameworkSettings> {
    return this.#read(framework);
  }

  async putFramework(patch: Patch<AgentFrameworkSettings>): Promise<AgentFrameworkSettings> {
    await this.#write(framework, patch);
    return this.getFramework();
  }

  async #read<T extends object>(area: Area<T>): Promise<T> {
    const stored = await this.#store.read((reader) => reader.getSetting(area.key));
    return { ...area.defaults, ...area.parse(stored) };
  }

  async #write<T extends object>(area: Area<T>, patch: Patch<T>): Promise<void> {
    await this.#store.write(async (writer) => {
      const stored = area.parse(await writer.getSetting(area.key));
      await writer.setSetting(area.key, { ...stored, ...withoutUndefined(patch) });
    });
  }
}
