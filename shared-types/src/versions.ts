/** Protocol versions, sent in each handshake. A server that speaks another refuses by name. */
export const protocolVersions = { hub: 1, sync: 1, events: 1, signaling: 1, api: 1 } as const;

/** Version of the page schema this app writes; a page with a higher one is shown read-only. */
export const pageSchemaVersion = 1;
