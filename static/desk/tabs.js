// @ts-check
/** The tabs of this browser, which tell each other. What happens at the same moment is one message to them, since each takes its time. */

/** In milliseconds: nobody sees whether another tab hears of something that much later. */
const MOMENT = 100;

export class Tabs {
  /** What has not been told yet. @type {object[]} */
  #news = [];

  /** @param {string} name @param {(news: any) => void} hear what another tab says */
  constructor(name, hear) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }) => data.forEach(hear);
  }

  /** Tells the others, behind all that was told before. @param {object} news */
  tell(news) {
    if (this.#news.push(news) > 1) return;
    setTimeout(() => this.channel.postMessage(this.#news.splice(0)), MOMENT);
  }
}
