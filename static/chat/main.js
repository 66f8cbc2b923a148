// @ts-check
/** The chat page: builds its parts and ties them together. */
import { actions, find } from '../shared/dom.js';
import { listen } from '../shared/stream.js';
import { toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';
import { passages } from './citations.js';
import { compose } from './composer.js';
import { Conversation, isGone } from './conversation.js';
import { rate, thumbs } from './feedback.js';
import { follow } from './autoscroll.js';
import { Outbox } from './outbox.js';
import { states } from './state.js';
import { Thread } from './thread.js';
import { chooseLanguage } from './language.js';
import { welcome } from './welcome.js';
/** @typedef {import('./conversation.js').Message} Message */

const query = new URLSearchParams(location.search);
await chooseLanguage(query.get('lang'));

const conversation = new Conversation(query.get('agent') ?? '');
const state = states(document);
const passage = passages(find(document, '[data-passage]', HTMLDialogElement));
const thread = new Thread(find(document, '[data-thread]', HTMLElement), find(document, '[data-announce]', HTMLElement), (path) => conversation.file(path));
const end = follow(find(document, '[data-scroller]', HTMLElement), find(document, '[data-action="newest"]', HTMLElement));
const outbox = new Outbox(conversation, thread, { opened: hear, gone: afresh });
const words = find(document, '#words', HTMLTextAreaElement);
let hush = () => {};

/** @param {string} content */
function send(content) {
  outbox.send(content);
  look();
  end.toEnd();
}

function look() {
  find(document, '[data-welcome]', HTMLElement).hidden = !thread.empty;
  find(document, '[data-action="new"]', HTMLElement).hidden = thread.empty;
}

/** @param {Message} message @param {boolean} aloud */
function show(message, aloud) {
  const fresh = thread.show(message, { aloud });
  if (message.author === 'agent') thumbs(find(document, `#m-${message.id}`, HTMLElement));
  if (fresh && message.author !== 'contact') state.typing(undefined);
  if (fresh) end.arrived();
  look();
}

/** Listens to the conversation from the last message shown. */
function hear() {
  hush();
  hush = listen(
    () => conversation.events(thread.last),
    {
      message: (message) => show(message, true),
      delta: (delta) => {
        thread.add(delta);
        state.typing(undefined);
        end.arrived();
      },
      typing: ({ author }) => author !== 'contact' && !thread.writing && state.typing(author),
      status: ({ status }) => {
        state.status(status);
        // a person stepped in: what the bot was writing is not going to be sent
        if (status !== 'ai_active') thread.stopWriting();
      },
      error: ({ message }) => {
        state.typing(undefined);
        toast(message);
      },
    },
    async (now) => {
      if (now !== 'refused') state.connected(now === 'open');
      else if (await conversation.isLost()) afresh();
    },
  );
}

/** Leaves this conversation; the next one is created with its first message. */
function afresh() {
  hush();
  hush = () => {};
  conversation.become(undefined);
  thread.clear();
  state.typing(undefined);
  state.connected(true);
  state.status('ai_active');
  look();
}

/** Takes up the kept conversation where it was left. */
async function resume() {
  if (!conversation.visit) return;
  try {
    for (const message of await conversation.history(0)) show(message, false);
    state.status(await conversation.status());
    end.toEnd();
    hear();
  } catch (problem) {
    if (isGone(problem)) afresh();
    else {
      state.connected(false);
      setTimeout(resume, 3000);
    }
  }
}

actions(document, {
  new: () => {
    const left = conversation.visit;
    afresh();
    words.focus();
    toast(t('newStarted'), { label: t('undo'), run: () => (conversation.become(left), thread.clear(), resume()) });
  },
  newest: () => end.toEnd(),
  retry: (hook) => outbox.retry(/** @type {HTMLElement} */ (hook.closest('li'))),
  up: (hook) => rate(conversation, hook, 'up'),
  down: (hook) => rate(conversation, hook, 'down'),
  cite: (hook) => {
    const message = thread.message(/** @type {HTMLElement} */ (hook.closest('[data-message]')).dataset.message ?? '');
    const citation = message?.citations?.find((one) => String(one.index) === hook.dataset.index);
    if (message && citation) passage.open(citation, conversation.passage(message.id, citation.index));
  },
  person: async () => {
    try {
      const fresh = !conversation.visit;
      await conversation.open();
      if (fresh) hear();
      await conversation.handOff();
      state.status('needs_human');
      toast(t('personAsked'));
      words.focus();
    } catch {
      toast(t('failed'));
    }
  },
});

compose(find(document, '[data-composer]', HTMLFormElement), send);
await Promise.all([resume(), conversation.card().catch(() => ({})).then((card) => welcome(card, send))]);
look();
// On a touch screen focus would bring up the keyboard over the greeting.
if (!matchMedia('(pointer: coarse)').matches) words.focus({ preventScroll: true });
