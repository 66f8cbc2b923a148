// @ts-check
/** Sends files, two at a time, telling how far each one is; refuses here what the server would refuse anyway. */
import { ApiError } from '../shared/api.js';
import { bring } from '../shared/bring.js';
import { size } from '../shared/format.js';
import { t } from '../shared/translate.js';

/** The server's limit for one file, in bytes. */
const LARGEST = 10 * 1024 * 1024;
const KINDS = ['pdf', 'docx', 'xlsx', 'txt', 'md', 'markdown', 'html', 'htm', 'csv', 'json'];
const AT_ONCE = 2;

/** What people try instead, and what they can do. @type {Record<string, string>} */
const ADVICE = {
  doc: t('Save it as DOCX in Word and upload that.'),
  xls: t('Save it as XLSX in Excel and upload that.'),
  ppt: t('Export it as PDF and upload that.'),
  pptx: t('Export it as PDF and upload that.'),
  odt: t('Save it as DOCX or PDF and upload that.'),
  zip: t('Unpack it and upload the files in it.'),
  png: t('Pictures have no text to search. Upload a PDF with text.'),
  jpg: t('Pictures have no text to search. Upload a PDF with text.'),
};

/** @typedef {{ key: string, file: File, agent: string, progress: number, error: string,
 *   again: boolean }} Parcel `again`: whether the same file may go through next time */

/** @param {File} file @returns {string} what is wrong with it, or nothing */
export function objection(file) {
  const kind = file.name.includes('.') ? (file.name.split('.').pop() ?? '').toLowerCase() : '';
  if (!KINDS.includes(kind)) return ADVICE[kind] ?? t('This kind of file cannot be read. PDF, DOCX, XLSX, TXT, MD, HTML, CSV and JSON can.');
  if (file.size > LARGEST) return t('It has {size}; at most {LARGEST} can be read. Split it into parts.', { size: size(file.size), LARGEST: size(LARGEST) });
  if (file.size === 0) return t('It is empty.');
  return '';
}

export class Uploads {
  /** Under way or refused, newest first. @type {Parcel[]} */
  parcels = [];
  #waiting = /** @type {Parcel[]} */ ([]);
  #running = 0;
  #count = 0;

  /** @param {() => void} changed @param {(answer: any, known: boolean) => void} arrived */
  constructor(changed, arrived) {
    this.changed = changed;
    this.arrived = arrived;
  }

  /** @param {Iterable<File>} files @param {string} agent */
  send(files, agent) {
    for (const file of files) {
      const parcel = { key: `file-${++this.#count}`, file, agent, progress: 0, error: objection(file), again: false };
      this.parcels.unshift(parcel);
      if (!parcel.error) this.#waiting.push(parcel);
    }
    this.changed();
    this.#work();
  }

  /** @param {string} key */
  retry(key) {
    const parcel = this.parcels.find((one) => one.key === key);
    if (!parcel) return;
    this.drop(key);
    this.send([parcel.file], parcel.agent);
  }

  /** @param {string} key */
  drop(key) {
    this.#waiting = this.#waiting.filter((one) => one.key !== key);
    this.parcels = this.parcels.filter((one) => one.key !== key);
    this.changed();
  }

  async #work() {
    if (this.#running >= AT_ONCE) return;
    const parcel = this.#waiting.shift();
    if (!parcel) return;
    this.#running += 1;
    this.#work();
    try {
      const { answer, known } = await send(parcel, this.changed);
      this.parcels = this.parcels.filter((one) => one !== parcel);
      this.arrived(answer, known);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      parcel.error = problem.sentence;
      parcel.again = problem.passing || problem.status >= 500;
      this.changed();
    } finally {
      this.#running -= 1;
      this.#work();
    }
  }
}

/** One file in one request. @param {Parcel} parcel @param {() => void} changed */
async function send(parcel, changed) {
  const form = new FormData();
  // Before the file, so that the server knows whose it is when the bytes begin.
  if (parcel.agent) form.append('agent', parcel.agent);
  form.append('file', parcel.file, parcel.file.name);
  const { answer, status } = await bring('/api/v1/documents', form, (percent) => {
    parcel.progress = percent;
    changed();
  });
  // 200: the server had this very file already
  return { answer, known: status === 200 };
}
