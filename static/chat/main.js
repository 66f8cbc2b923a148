// @ts-check
/** The chat page: builds its parts and ties them together. */
import { actions, find, focusAfter } from '../shared/dom.js';
import { toast } from '../shared/toast.js';
import { language, t } from '../shared/translate.js';
import { follow } from './autoscroll.js';
import { passages } from './citations.js';
import { compose } from './composer.js';
import { Conversation } from './conversation.js';
import { conversations } from './conversations.js';
import { emailAsk } from './email.js';
import { rate, thumbs } from './feedback.js';
import { meet, whose } from './frame.js';
import { chooseLanguage } from './language.js';
import { live } from './live.js';
import { Outbox } from './outbox.js';
import { presence } from './presence.js';
import { reading } from './read.js';
import { states } from './state.js';
import { Thread } from './thread.js';
import { Visits } from './visits.js';
import { welcome } from './welcome.js';
/** @typedef {import('./conversation.js').Message} Message @typedef {import('./visits.js').Visit} Visit */

const query = new URLSearchParams(location.search);
await chooseLanguage(query.get('lang'));
const host = await meet(query);
const visits = new Visits(query.get('agent') ?? '', whose(host.visitor));
const conversation = new Conversation(query.get('agent') ?? '', visits, host);
const state = states(document);
const passage = passages(find(document, '[data-passage]', HTMLDialogElement));
const thread = new Thread(find(document, '[data-thread]', HTMLElement), find(document, '[data-announce]', HTMLElement), (path) => conversation.file(path));
const end = follow(find(document, '[data-scroller]', HTMLElement), find(document, '[data-action="newest"]', HTMLElement));
const email = emailAsk(find(document, '[data-email]', HTMLFormElement), conversation);
const who = presence(state, thread, email);
const read = reading(conversation, thread, host);
const stream = live({ conversation, thread, state, who, email, read, end, show });
const outbox = new Outbox(conversation, thread, { opened, gone: leave });
const others = conversations(
  find(document, '[data-visits]', HTMLDialogElement),
  find(document, '[data-action="visits"]', HTMLButtonElement),
  conversation,
  goTo,
);
const words = find(document, '#words', HTMLTextAreaElement);
/** Whether the kept conversation has something that is on its way to us. */
let awaited = false;

/** @param {string} content @param {File[]} [files] */
function send(content, files) {
  if (state.over) leave();
  outbox.send(content, files);
  look();
  end.toEnd();
}

function look() {
  find(document, '[data-welcome]', HTMLElement).hidden = awaited || !thread.empty;
  find(document, '[data-action="new"]', HTMLElement).hidden = thread.empty;
}

/** @param {Message} message @param {boolean} aloud */
function show(message, aloud) {
  const fresh = thread.show(message, { aloud });
  if (message.author === 'agent') thumbs(find(document, `#m-${message.id}`, HTMLElement), message.feedback?.rating);
  if (fresh && message.author !== 'contact') state.typing(undefined);
  if (fresh) end.arrived();
  if (fresh && aloud && message.author !== 'contact') host.arrived(message);
  awaited = false;
  look();
}

/** The conversation has begun. */
function opened() {
  stream.hear();
  others.look();
}

/** Leaves this conversation; the next one is created with its first message. @returns {Promise<void>} the server knows what was read in it */
function leave() {
  const told = read.leave();
  stream.stop();
  visits.open(undefined);
  thread.clear();
  email.knows();
  who.clear();
  awaited = false;
  look();
  return told;
}

/** @param {Visit | undefined} visit */
function goTo(visit) {
  return focusAfter(words, async () => {
    const told = leave();
    visits.open(visit);
    await resume();
    await told;
    others.look();
  });
}

async function resume() {
  awaited = Boolean(visits.current);
  awaited = await stream.resume();
  outbox.restore();
  look();
}

actions(document, {
  new: () => {
    const left = visits.current;
    leave();
    others.look();
    words.focus();
    toast(t('newStarted'), { label: t('undo'), run: () => goTo(left) });
  },
  visits: () => others.open(),
  newest: () => end.toEnd(),
  retry: (hook) => outbox.retry(/** @type {HTMLElement} */ (hook.closest('li'))),
  up: (hook) => rate(conversation, hook, 'up'),
  down: (hook) => rate(conversation, hook, 'down'),
  cite: (hook) => {
    const message = thread.message(/** @type {HTMLElement} */ (hook.closest('[data-message]')).dataset.message ?? '');
    const citation = message?.citations?.find((one) => String(one.index) === hook.dataset.index);
    if (message && citation) passage.open(citation, conversation.passage(message.id, citation.index));
  },
  person: () =>
    focusAfter(words, async () => {
      const fresh = !conversation.visit;
      await conversation.open();
      if (fresh) opened();
      await conversation.handOff(language);
      toast(t('personAsked'));
    }).catch(() => toast(t('failed'))),
});

const composer = compose(find(document, '[data-composer]', HTMLFormElement), visits, send);
await Promise.all([
  resume(),
  conversation.card().catch(() => ({})).then((card) => {
    welcome(card, send);
    host.look(card.look ?? {});
    composer.allow(card.attachments ? card.max_file_bytes : 0);
  }),
]);
look();
others.look();
// On a touch screen focus would bring up the keyboard over the greeting; a website's own page keeps its focus.
if (host.isOpen() && document.hasFocus() && !matchMedia('(pointer: coarse)').matches) words.focus({ preventScroll: true });
