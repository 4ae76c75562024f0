/** The names under which a person finds Conductor in the editor. */
export const viewTitle = 'Conductor';

export const commands = {
  explain: 'Conductor: Explain',
  setKey: 'Conductor: Set API Key',
  openAsTab: 'Conductor: Open Chat in Editor',
} as const;

/** Settings that send every question to an OpenAI-compatible server that takes no key. */
export function keylessModels(url: string): Record<string, unknown> {
  return { 'conductor.providers.compatible.baseUrl': `${url}/v1` };
}

/** Settings that send Anthropic's traffic to this server. */
export function anthropicAt(url: string): Record<string, unknown> {
  return { 'conductor.providers.anthropic.baseUrl': url };
}
