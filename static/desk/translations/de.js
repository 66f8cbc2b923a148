// @ts-check
/** German. The English words are the keys. */
import access from './de/access.js';
import channels from './de/channels.js';
import desk from './de/desk.js';
import inbox from './de/inbox.js';
import knowledge from './de/knowledge.js';
import { codes } from './de/server-codes.js';
import { sentences } from './de/server-sentences.js';
import work from './de/work.js';
import website from './de/website.js';
import more from './de/work-more.js';
import states from './de/work-states.js';

/** @type {Record<string, string>} */
export const words = { ...access, ...channels, ...desk, ...inbox, ...knowledge, ...website, ...work, ...more, ...states };

/** What the server says. */
export const server = { codes, sentences };
