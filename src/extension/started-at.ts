/** When this bundle began to run; imported before everything else, so that loading counts as activation. */
export const startedAtMs = performance.now();
