// @ts-check
/** What is done with all selected conversations at once, with progress, and undone at once. */
import { ApiError, call } from '../shared/api.js';
import { toast } from '../shared/toast.js';
import { html, nothing, render } from '../lit-html/lit-html.js';
import { t } from '../shared/translate.js';
import { answering } from './colleagues.js';
import { offer } from './menu.js';
import { putOff } from './snooze.js';
import { tagChoices } from './tags.js';

/** @typedef {import('./conversations.js').Conversation} Conversation */
/** @typedef {{ action: string, assignee?: string | null, tags?: string[], until?: string | null }} Deed */

const ROOT = '/api/v1/conversations';

/** How many go in one request, so that progress is seen. */
const TOGETHER = 25;

/** @type {Record<string, string>} */
const WHY = { conversation_not_found: t('It is gone.'), forbidden: t('You may not do this.'), unreachable: t('The server could not be reached.') };

/** @type {Record<string, (count: number) => string>} */
const DONE = {
  close: (count) => t('{count} closed.', { count }),
  assign: (count) => t('{count} assigned.', { count }),
  snooze: (count) => t('{count} put off.', { count }),
  tag: (count) => t('{count} tagged.', { count }),
  read: (count) => t('{count} marked as read.', { count }),
};

export class Bulk {
  #done = 0;
  #whole = 0;

  /** @param {HTMLElement} place @param {import('./selection.js').Selection} selection @param {(id: string) => Conversation | undefined} find @param {() => Promise<unknown>} fresh @param {(problem: unknown) => void} tell */
  constructor(place, selection, find, fresh, tell) {
    this.place = place;
    this.selection = selection;
    this.find = find;
    this.fresh = fresh;
    this.tell = tell;
  }

  draw() {
    const count = this.selection.ids.size;
    this.place.hidden = !count && !this.#whole;
    const deed = (/** @type {string} */ label, /** @type {() => unknown} */ run) => html`<button type="button" class="quiet" ?disabled=${Boolean(this.#whole)} @click=${run}>${label}</button>`;
    render(
      html`<span class="help" role="status">${this.#whole ? t('{done} of {whole}…', { done: this.#done, whole: this.#whole }) : t('{count} selected', { count })}</span>
        ${this.#whole ? html`<progress max=${this.#whole} .value=${this.#done} aria-label=${t('Progress')}></progress>` : nothing}
        ${deed(t('Assign'), () => this.assign())}${deed(t('Tag'), () => this.tag())}${deed(t('Put off'), () => putOff((until) => this.#run({ action: 'snooze', until })))}${deed(t('Close'), () => this.#run({ action: 'close' }).catch(this.tell))}${deed(t('Mark as read'), () => this.#run({ action: 'read' }).catch(this.tell))}
        ${deed(t('Select all'), () => this.selection.all())}${deed(t('Select none'), () => this.selection.clear())}`,
      this.place,
    );
  }

  assign() {
    const choices = [{ value: 'me', label: t('Me') }, { value: '', label: t('Nobody') }, ...answering().map((one) => ({ value: one.id, label: one.name, hint: t(one.role) }))];
    offer({ title: t('Assign to'), choices, pick: ([to]) => this.#run({ action: 'assign', assignee: to || null }).catch(this.tell) });
  }

  async tag() {
    offer({ title: t('Add tags'), choices: await tagChoices().catch(() => []), several: true, adds: t('New tag'), pick: (tags) => tags.length && this.#run({ action: 'tag', tags }).catch(this.tell) });
  }

  /** @param {Deed} deed */
  async #run(deed) {
    const before = [...this.selection.ids].flatMap((id) => this.find(id) ?? []);
    const failed = await this.#send(before.map((one) => one.id), deed);
    const done = before.filter((one) => !failed.has(one.id));
    // what failed stays selected, with its reason beside it
    this.selection.ids = new Set(failed.keys());
    this.selection.failed = failed;
    this.selection.changed();
    await this.fresh();
    const words = [DONE[deed.action](done.length), failed.size ? t('{count} could not be.', { count: failed.size }) : ''].join(' ');
    toast(words, done.length && deed.action !== 'read' ? { label: t('Undo'), run: () => this.#undo(done, deed).catch(this.tell) } : undefined);
  }

  /** @param {string[]} ids @param {Deed} deed @returns {Promise<Map<string, string>>} why some could not be */
  async #send(ids, deed) {
    /** @type {Map<string, string>} */
    const failed = new Map();
    this.#whole = ids.length;
    try {
      for (this.#done = 0; this.#done < ids.length; this.#done += TOGETHER) {
        this.draw();
        const some = ids.slice(this.#done, this.#done + TOGETHER);
        try {
          const answer = await call('POST', `${ROOT}/bulk`, { body: { ids: some, ...deed } });
          for (const one of answer.failed) failed.set(one.id, WHY[one.code] ?? one.code);
        } catch (problem) {
          if (!(problem instanceof ApiError) || problem.status === 401) throw problem;
          for (const id of some) failed.set(id, problem.sentence);
        }
      }
    } finally {
      this.#whole = 0;
      this.draw();
    }
    return failed;
  }

  /** Everything is as it was before, whatever that was. @param {Conversation[]} before @param {Deed} deed */
  async #undo(before, deed) {
    /** @type {Map<string, [Deed, string[]]>} */
    const back = new Map();
    for (const one of before) {
      if (deed.action === 'tag') await call('POST', `${ROOT}/${one.id}/tags`, { body: { tags: one.tags } });
      if (deed.action === 'tag' || (deed.action === 'close' && one.status === 'closed')) continue;
      /** @type {Deed} */
      const undo = deed.action === 'close' ? { action: 'reopen' } : deed.action === 'assign' ? { action: 'assign', assignee: one.assignee } : { action: 'snooze', until: one.snoozed_until };
      const key = JSON.stringify(undo);
      back.set(key, [undo, [...(back.get(key)?.[1] ?? []), one.id]]);
    }
    for (const [undo, ids] of back.values()) await this.#send(ids, undo);
    await this.fresh();
  }
}
