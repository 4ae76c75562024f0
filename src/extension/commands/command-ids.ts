/** Every command of the manifest. Kept apart from the handlers so that the manifest can be checked without an editor. */
export const commandIds = [
  'conductor.newChat',
  'conductor.focusChat',
  'conductor.openChatInEditor',
  'conductor.showHistory',
  'conductor.ask',
  'conductor.explain',
  'conductor.fix',
  'conductor.improve',
  'conductor.writeTests',
  'conductor.document',
  'conductor.insertLastCode',
  'conductor.setApiKey',
  'conductor.removeApiKey',
  'conductor.selectModel',
  'conductor.stop',
  'conductor.exportConversation',
  'conductor.showLog',
  'conductor.openDataFolder',
  'conductor.openConversation',
  'conductor.acceptReplacement',
  'conductor.rejectReplacement',
] as const;

export type CommandId = (typeof commandIds)[number];
