// @ts-check
/** The chat of an agent on any website: a button, and Handcar's page in a frame of its own as soon as that is pressed. Guide: docs/widget.md */
(() => {
  const tag = document.currentScript;
  if (!(tag instanceof HTMLScriptElement) || !tag.src) return console.error('handcar: load widget.js by a script tag with src, and not as a module.');
  const { agent = '', language = '', position, color } = tag.dataset;
  const server = new URL(tag.src).origin;
  const PATIENCE = 15000; // ms until a frame that says nothing counts as lost
  const page = /** @type {any} */ (window);
  const agents = (page.handcar ??= {}).agents ?? Object.create(null);
  if (agents[agent]) return;

  // {include widget/button.js}
  const { host, shadow, root, go, badge, text, hush, bubble, shut, first, last, frame, note, panel, say } = button(agent, language);
  /** @type {Record<string, Set<(value?: any) => void>>} */
  const heard = { open: new Set(), close: new Set(), message: new Set(), unread: new Set() };
  let [met, visitor, unread, late] = [false, {}, 0, 0];
  const tell = (/** @type {string} */ name, /** @type {unknown} */ value) => heard[name].forEach((fn) => fn(value));
  const send = (/** @type {object} */ said) => met && frame.contentWindow?.postMessage({ handcar: 1, ...said }, server);
  /** In the site's own storage: whether it was opened in this tab, and no more. @param {string} [now] */
  const kept = (now) => {
    try {
      if (now) sessionStorage.setItem(`handcar.${agent}`, now);
      return sessionStorage.getItem(`handcar.${agent}`);
    } catch { /* a site without storage */ }
  };
  const paint = (/** @type {{ color?: string, position?: string }} */ look) => {
    root.classList.toggle('left', look.position === 'left');
    if (!/^#[0-9a-f]{6}$/i.test(look.color ?? '')) return;
    const [r, g, b] = [1, 3, 5].map((at) => (parseInt(String(look.color).slice(at, at + 2), 16) / 255) ** 2.2);
    root.style.setProperty('--c', look.color);
    root.style.setProperty('--t', 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff');
  };
  const show = () => {
    const shown = !panel.hidden;
    root.classList.toggle('on', shown);
    badge.hidden = shown || !unread;
    badge.textContent = unread > 99 ? '99+' : unread;
    go.setAttribute('aria-expanded', shown);
    go.setAttribute('aria-label', shown ? say.close : unread ? `${say.open} (${unread})` : say.open);
  };
  const load = () => void (frame.src ||= `${server}/widget?${new URLSearchParams({ agent, lang: language, origin: location.origin })}`);
  const lost = () => ((late = 0), (frame.hidden = true), (note.hidden = false), (note.textContent = say.away));
  const open = (focus = true) => {
    if (!met && !note.hidden) (frame.removeAttribute('src'), (note.hidden = true), (frame.hidden = false)); // lost: once more
    load();
    if (!met) late ||= setTimeout(lost, PATIENCE);
    if (!panel.hidden) return;
    if (Object.keys(agents).length > 1) (host.hidePopover(), stand()); // above the other one's button
    panel.hidden = !(bubble.hidden = true);
    show();
    kept('open');
    send({ type: 'open', focus });
    if (focus) (met ? frame : shut).focus();
    tell('open');
  };
  const close = () => {
    if (panel.hidden) return;
    const inside = panel.contains(shadow.activeElement);
    panel.hidden = true;
    show();
    kept('closed');
    send({ type: 'close' });
    if (inside) go.focus();
    tell('close');
  };
  /** What the frame may say. @type {Record<string, (said: any) => void>} */
  const hear = {
    hello() {
      clearTimeout(late);
      const inside = panel.contains(shadow.activeElement);
      met = note.hidden = shut.hidden = !(frame.hidden = false);
      hear.unread({}); // another visitor's, perhaps
      send({ type: 'init', visitor, open: !panel.hidden, focus: inside });
      if (inside) frame.focus();
    },
    look: (said) => paint({ color: color || said.color, position: position || said.position }),
    close,
    message: ({ id, author, created_at }) => tell('message', { id, author, created_at }),
    unread({ count, preview }) {
      unread = Number(count) || 0;
      text.textContent = String(preview ?? '');
      bubble.hidden = !unread || !preview || !panel.hidden;
      show();
      tell('unread', unread);
    },
    refused: ({ reason }) => console.error(`handcar: ${reason}`),
  };
  const arrived = (/** @type {MessageEvent} */ { source, origin, data }) => {
    if (source && source === frame.contentWindow && origin === server && data?.handcar === 1 && Object.hasOwn(hear, data.type)) hear[data.type](data);
  };
  const stand = () => {
    if (!host.isConnected) document.documentElement.append(host);
    if (!host.matches(':popover-open')) host.showPopover(); // above everything, whatever the site transforms or clips
  };
  const watch = new MutationObserver(stand);
  const api = {
    open: () => open(),
    close,
    toggle: () => (panel.hidden ? open() : close()),
    identify: (/** @type {Record<string, string> | null} */ who) => {
      visitor = Object.fromEntries(['external_id', 'identity', 'name', 'email'].filter((name) => who?.[name]).map((name) => [name, String(who?.[name])]));
      send({ type: 'identify', visitor });
    },
    on: (/** @type {string} */ name, /** @type {(value?: any) => void} */ fn) => {
      if (!heard[name]) throw new Error(`handcar has no event "${name}", only ${Object.keys(heard).join(', ')}.`);
      heard[name].add(fn);
      return () => heard[name].delete(fn);
    },
    destroy: () => {
      clearTimeout(late);
      watch.disconnect();
      removeEventListener('message', arrived);
      host.remove();
      delete agents[agent];
      if (page.handcar.destroy === api.destroy) page.handcar = Object.assign({ agents }, Object.values(agents)[0]);
    },
  };
  addEventListener('message', arrived);
  go.onclick = text.onclick = api.toggle;
  shut.onclick = close;
  hush.onclick = () => ((bubble.hidden = true), go.focus());
  first.onfocus = () => (frame.focus(), send({ type: 'focus' }));
  last.onfocus = () => (met ? frame : shut).focus();
  root.onkeydown = (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && close();
  root.style.setProperty('--up', `${20 + 72 * Object.keys(agents).length}px`); // a second agent stands above the first
  agents[agent] = api;
  page.handcar = Object.assign(page.handcar, { agents }, page.handcar.open ? {} : api);
  paint({ color, position });
  show();
  stand();
  watch.observe(document.documentElement, { childList: true });
  const before = kept();
  if (before === 'open' ? innerWidth > 600 : 'open' in tag.dataset && tag.dataset.open !== 'false' && !before) open(false);
  else if (before) (page.requestIdleCallback ?? setTimeout)(load);
  dispatchEvent(new CustomEvent('handcar:ready', { detail: api }));
})();
