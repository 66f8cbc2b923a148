// @ts-check
/** What the widget draws on a site's page, in a CSS world of its own. The server puts it into widget.js where that names it. */

/** The widget's own words: chat, open, close, dismiss, unreachable. @type {Record<string, string[]>} */
const WORDS = {
  en: ['Chat', 'Open the chat', 'Close the chat', 'Dismiss', 'The chat cannot be reached. Please try again later.'],
  de: ['Chat', 'Chat öffnen', 'Chat schließen', 'Ausblenden', 'Der Chat ist nicht erreichbar. Bitte versuchen Sie es später noch einmal.'],
  es: ['Chat', 'Abrir el chat', 'Cerrar el chat', 'Descartar', 'No se puede acceder al chat. Inténtelo más tarde.'],
  fr: ['Chat', 'Ouvrir le chat', 'Fermer le chat', 'Ignorer', 'Le chat est injoignable. Veuillez réessayer plus tard.'],
  ru: ['Чат', 'Открыть чат', 'Закрыть чат', 'Скрыть', 'Чат недоступен. Попробуйте позже.'],
  ar: ['دردشة', 'فتح الدردشة', 'إغلاق الدردشة', 'إخفاء', 'تعذر الوصول إلى الدردشة. حاول لاحقًا.'],
};

/** @param {string} agent @param {string} language a tag; empty for the browser's */
function button(agent, language) {
  const spoken = [language, ...navigator.languages].map((one) => one.slice(0, 2).toLowerCase()).find((one) => one in WORDS) ?? 'en';
  const [CHAT, open, close, DISMISS, away] = WORDS[spoken];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*{box-sizing:border-box;font:500 15px/1.4 system-ui,sans-serif}[hidden]{display:none!important}
section{--c:#17624b;--t:#fff;--up:20px}button{border:0;padding:0;background:none;color:inherit;cursor:pointer}button:focus-visible{outline:3px solid var(--c);outline-offset:2px;box-shadow:0 0 0 2px #fff}
.go,.bubble,.panel{position:fixed;inset:auto 20px var(--up) auto;box-shadow:0 4px 24px #0004}.left :is(.go,.bubble,.panel){inset:auto auto var(--up) 20px}
.go{width:56px;height:56px;border-radius:50%;background:var(--c);color:var(--t);display:grid;place-items:center}svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}
b{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;border-radius:11px;background:#a5282b;color:#fff;font-size:13px;line-height:22px}
.bubble,.left .bubble{bottom:calc(var(--up) + 68px);display:flex;max-width:min(320px,calc(100vw - 40px));border-radius:16px;background:#fff;color:#1b2420}
.text{padding:12px 0 12px 16px;text-align:start;overflow-wrap:anywhere}.x{flex:none;width:44px;min-height:44px;font-size:20px}.panel .x{position:absolute;top:0;inset-inline-end:0}p{margin:56px 24px}
.panel,.left .panel{bottom:calc(var(--up) + 68px);width:400px;max-width:calc(100vw - 40px);height:min(680px,calc(100dvh - var(--up) - 88px));border-radius:16px;overflow:hidden;background:#fff;color:#1b2420}
iframe{display:block;width:100%;height:100%;border:0}@media(prefers-color-scheme:dark){.panel{background:#111513;color:#e7ebe7}}
@media(max-width:600px){.panel,.left .panel{inset:0;width:100%;max-width:none;height:100dvh;border-radius:0}.on .go{display:none}}`);

  /** @param {string} kind @param {Record<string, string>} has @param {Node[]} parts @returns {any} */
  const el = (kind, has, ...parts) => {
    const made = kind === 'svg' || kind === 'path' ? document.createElementNS('http://www.w3.org/2000/svg', kind) : document.createElement(kind);
    for (const [name, value] of Object.entries(has)) made.setAttribute(name, value);
    made.append(...parts);
    return made;
  };
  const badge = el('b', { 'aria-hidden': 'true' });
  const bow = el('path', { d: 'M20 11.5a7.5 7.5 0 0 1-11 6.6L4.5 19.5l1.4-4A7.5 7.5 0 1 1 20 11.5z' });
  const go = el('button', { type: 'button', class: 'go' }, el('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, bow), badge);
  const text = el('button', { type: 'button', class: 'text', dir: 'auto' });
  const hush = el('button', { type: 'button', class: 'x', 'aria-label': DISMISS }, new Text('×'));
  const bubble = el('div', { class: 'bubble', hidden: '' }, text, hush);
  const shut = el('button', { type: 'button', class: 'x', 'aria-label': close }, new Text('×'));
  const [first, last] = [el('span', { tabindex: '0' }), el('span', { tabindex: '0' })];
  const frame = el('iframe', { title: CHAT, allow: 'clipboard-write' });
  const note = el('p', { role: 'alert', hidden: '' });
  const panel = el('div', { class: 'panel', role: 'dialog', 'aria-label': CHAT, hidden: '' }, first, shut, note, frame, last);
  const root = el('section', { 'aria-label': CHAT, lang: spoken, dir: spoken === 'ar' ? 'rtl' : 'ltr' }, go, bubble, panel);
  const host = el('div', { popover: 'manual', 'data-handcar': agent });
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root);
  // inline and important, so that no rule of the site's moves it
  const rules = 'all:initial;display:block;position:fixed;inset:auto 0 0 auto;width:0;height:0;margin:0;padding:0;border:0;overflow:visible;background:none;z-index:2147483647;direction:ltr';
  host.style.cssText = rules.replaceAll(';', '!important;') + '!important';
  return { host, shadow, root, go, badge, text, hush, bubble, shut, first, last, frame, note, panel, say: { open, close, away } };
}
