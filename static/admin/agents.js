// @ts-check
/** The agents a document can belong to. */
import { call } from '../shared/api.js';
import { t } from '../shared/translate.js';

/** @typedef {{ id: string, name?: string, display_name?: string, slug?: string, guide?: boolean }} Agent */

export class Agents {
  /** @type {Map<string, string>} */
  #names = new Map();

  /** Fills every list of agents on the page; alone, an agent is not worth a question. */
  async load() {
    const { data } = await call('GET', '/api/v1/agents');
    const guides = new Set(/** @type {Agent[]} */ (data).filter((agent) => agent.guide).map((agent) => agent.id));
    for (const agent of /** @type {Agent[]} */ (data)) {
      this.#names.set(agent.id, agent.display_name || agent.name || agent.slug || t('Agent'));
    }
    for (const select of document.querySelectorAll('[data-agents]')) {
      for (const [id, name] of this.#names) {
        const option = new Option(name, id);
        if (!guides.has(id)) select.append(option);
        else {
          const group = document.createElement('optgroup');
          group.label = t('Handcar’s guide');
          group.append(option);
          select.append(group);
        }
      }
    }
  }

  /** @param {string} id */
  name(id) {
    return this.#names.get(id) ?? t('one agent');
  }
}
