import type {Client} from '../client/client.ts';

/** The client for somebody who closes it when done, though it stays in use. */
export const keptOpen = (client: Client): Client => ({...client, close: () => {}});
