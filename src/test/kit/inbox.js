// @ts-check
/**
 * The inbox: rows of conversations, a thread with messages of everybody, the contact, and where one writes. A thread draws by itself what
 * desk/message-item.js, desk/message-marks.js, desk/attachment.js, shared/sources.js, desk/scheduled.js, desk/composer-look.js, desk/clip.js,
 * desk/saved-replies.js, desk/suggestion-list.js and desk/mentions.js make.
 */
(async ({ use, section, add, ago, answer, until }) => {
  const { html, render } = await use('lit-html/lit-html.js');
  const { conversationRow } = await use('desk/conversation-row.js');
  const { Bulk } = await use('desk/bulk.js');
  const { Views } = await use('desk/views.js');
  const { loadColleagues } = await use('desk/colleagues.js');
  const { Head } = await use('desk/head.js');
  const { Thread } = await use('desk/thread.js');
  const { ContactPane } = await use('desk/contact-pane.js');
  const { Colleagues } = await use('desk/presence.js');
  const { fill } = await use('desk/files.js');
  const { stamp } = await use('shared/dom.js');

  const BEA = '00000000-0000-4000-8000-00000000000b';
  const CASE = '00000000-0000-4000-8000-00000000000c';
  const picture = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160"><rect width="320" height="160" fill="#c9a227"/><circle cx="160" cy="80" r="50" fill="#fff3b0"/></svg>');
  const contact = {
    id: 'c', name: 'Ann Hill', email: 'ann@hill.example', phone: '+49 30 123456', claimed_external_id: 'customer-77', created_at: ago(60 * 24 * 90), verified: { email: true },
    attributes: { plan: 'gold', orders: 12, address: { city: 'Valletta' } }, channels: [{ channel: 'web', account: '', external_id: 'c' }, { channel: 'whatsapp', account: '1', external_id: '35621000000' }],
  };
  const conversation = {
    id: CASE, status: 'human_active', channel: 'whatsapp', contact, subject: null, unread: false, unread_count: 0, preview: 'Is the brass lamp in stock?', summary: null, assignee: BEA,
    handoff_reason: null, tags: [], priority: 'normal', waiting_since: null, snoozed_until: null, last_message_at: ago(3),
  };
  answer({
    [`/api/v1/contacts/c/conversations`]: { data: [{ ...conversation, id: 'd', status: 'closed', preview: 'Thank you, that fits.' }, { ...conversation, id: 'e', status: 'ai_active', subject: 'Return of order 4711' }], next: null },
    '/api/v1/contacts/c': contact,
    '/api/v1/colleagues': { data: [{ id: BEA, name: 'Bea', role: 'agent', active: true }, { id: 'x', name: 'Carl', role: 'admin', active: true }] },
    '/api/v1/conversations/counts': { waiting: 4, mine: 2, unassigned: 3, agent: 12, closed: 1280, mentioned: 0, all: 1301 },
    [`/api/v1/conversations/${CASE}/draft`]: { content: '' },
    [`/api/v1/conversations/${CASE}/typing`]: {},
    [`/api/v1/conversations/${CASE}/file-rules`]: { allowed: true, reason: null, kinds: [] },
    [`/api/v1/conversations/${CASE}/scheduled`]: { data: [{ id: 's', conversation_id: CASE, author_id: BEA, author_name: 'Bea', content: 'Good morning! The lamp is ready to be fetched.', attachments: ['1'], send_at: ago(-900) }] },
    '/api/v1/saved-replies': { data: [{ id: '1', shortcut: 'hours', content: 'We are open from 9 to 18, on Saturdays until 14.', private: false }, { id: '2', shortcut: 'hello', content: 'Hello, and thank you for writing.', private: true }] },
  });
  await loadColleagues();

  await section('conversations', async (place) => {
    const inbox = stamp('room-conversations');
    inbox.classList.add('lists');
    place.append(inbox);
    inbox.querySelector('h1').remove();
    const views = new Views(inbox.querySelector('[data-views]'), () => {});
    views.choose('waiting');
    await views.count();
    const selected = new Set(['selected']);
    const bulk = new Bulk(inbox.querySelector('[data-bulk]'), { ids: selected, all() {}, clear() {} }, () => undefined, async () => {}, () => {});
    bulk.draw();
    const around = { open: 'open', selected, failed: new Map([['failed', 'It could not be closed: somebody else has it.']]), selects: true, me: BEA };
    const states = [
      ['calm', { channel: 'web' }],
      ['unread', { unread: true, unread_count: 3, preview: 'And one more thing: does it come with a bulb, and in which colour?' }],
      ['waits', { contact: { ...contact, name: 'Çelik Öz' }, status: 'needs_human', assignee: null, waiting_since: ago(5), handoff_reason: 'The customer asked for a person.' }],
      ['warm', { contact: { ...contact, name: 'Bo' }, status: 'needs_human', assignee: null, waiting_since: ago(25), channel: 'telegram', tags: ['refund'] }],
      ['hot', { contact: { ...contact, name: 'Dina Mintoff-Camilleri of Valletta Lamps and Candles Limited' }, waiting_since: ago(180), channel: 'email', subject: 'Return of order 4711', priority: 'urgent', tags: ['refund', 'vip', 'a long tag'] }],
      ['open', { channel: 'slack' }],
      ['selected', { status: 'ai_active', assignee: null }],
      ['put off', { snoozed_until: ago(-60 * 20), channel: 'instagram' }],
      ['closed', { status: 'closed', assignee: 'x', channel: 'twilio' }],
      ['failed', { contact: { id: 'v' }, channel: 'web', preview: '' }],
    ];
    render(html`${states.map(([id, change]) => conversationRow({ ...conversation, id, ...change }, around))}`, inbox.querySelector('[data-rows]'));
  });

  let seq = 0;
  const said = (from, content, more = {}) => ({ id: `m${++seq}`, seq, conversation_id: CASE, author: from, channel: 'whatsapp', content, private: false, delivery: { status: 'read' }, created_at: ago(60 - seq), ...more });
  const parts = [1, 2].map((part) => ({ id: `p${part}`, message_id: 'two', conversation_id: CASE, channel: 'whatsapp', account: '1', part, parts: 2, text: '', state: ['sent', 'unknown'][part - 1], attempts: 1, due_at: null, error: part === 2 ? 'The connection broke.' : null }));
  const refused = [{ ...parts[0], id: 'p3', message_id: 'no', parts: 1, state: 'refused', error: 'Message undeliverable (131026)' }];
  const citation = { index: 1, document_id: 'd', start: 0, end: 40, title: 'Prices 2026.pdf', page: 3, quote: 'The brass lamp costs 49 EUR.' };
  const messages = [
    said('contact', 'Is the brass lamp in stock?\nAnd what does it cost?', { created_at: ago(60 * 30) }),
    said('agent', 'The **brass lamp** costs 49 EUR [1].\n\n- with a bulb\n- with a cable of `2 m`', { citations: [citation], run_id: 'run', feedback: { rating: 'down', comment: 'I asked for its colour' } }),
    said('contact', '', { attachments: [{ type: 'image', mime_type: 'image/png', name: 'hall.png', size: 48_000, caption: 'our hall', media_id: 'i', url: picture, state: 'stored' }, { type: 'file', name: 'plan.pdf', mime_type: 'application/pdf', size: 120_000, media_id: 'f', url: '/f', state: 'stored' }] }),
    said('contact', 'Here we are.', { attachments: [{ type: 'location', reference: 'geo:35.9,14.5' }, { type: 'audio', state: 'waiting', media_id: 'a' }, { type: 'video', state: 'too_large', name: 'tour.mp4', size: 90_000_000 }] }),
    said('contact', 'Wrong number', { deleted_at: ago(9) }),
    said('contact', 'I mean the large one.', { edited_at: ago(8), has_original: true }),
    said('contact', 'Name: Ann\nSize: large', { fields: [{ label: 'Order', value: '4711' }], unanswered: 'out_of_office' }),
    said('system', 'Bea took over.', { delivery: {} }),
    said('contact', 'Regular customer, ask @Carl about the discount.', { author: 'staff', private: true, author_id: BEA }),
    ...['queued', 'sending', 'sent', 'delivered', 'read'].map((status) => said('staff', `We have it in the shop (${status}).`, { author_id: BEA, delivery: { status } })),
    { ...said('staff', 'A long answer that left in two parts.', { author_id: BEA, delivery: { status: 'unknown', error: 'The connection broke.' } }), id: 'two' },
    { ...said('staff', 'You can fetch it today.', { author_id: 'x', delivery: { status: 'refused', error: 'Message undeliverable (131026)' } }), id: 'no' },
    said('staff', 'This one was taken back.', { author_id: 'x', delivery: { status: 'withdrawn' } }),
  ];
  answer({
    [`/api/v1/conversations/${CASE}/messages`]: { data: messages, next: 'older' },
    [`/api/v1/deliveries?conversation=${CASE}`]: { data: [...parts, ...refused] },
  });

  /** @param {HTMLElement} place @param {string} look */
  async function opened(place, look) {
    const inbox = stamp('room-conversations');
    inbox.classList.add(look);
    inbox.dataset.opened = '';
    inbox.querySelector('.letters').remove();
    place.append(inbox);
    const side = inbox.querySelector('[data-thread]');
    side.hidden = false;
    const thread = new Thread(side, (problem) => console.error(problem), async () => {}, false);
    await thread.load(CASE);
    await until(() => !side.querySelector('[data-scheduled]').hidden);
    inbox.querySelector(look === 'writes' ? '[data-person]' : '[data-kit-none]')?.remove();
    return side;
  }

  await section('thread', async (place) => {
    const side = await opened(place, 'reads');
    new Head(side, false, 'me').draw({ ...conversation, status: 'needs_human', waiting_since: ago(25), tags: ['refund', 'vip'], priority: 'high', summary: 'Wants the large brass lamp; asked for its colour.\nWaits for a price.' });
    const pane = new ContactPane(place.querySelector('[data-person]'), () => {});
    await pane.open(conversation);
  });

  await section('composer', async (place) => {
    const pair = add(place, 'pair');
    await opened(pair, 'writes');
    const begun = await opened(pair, 'writes');
    const note = await opened(pair, 'writes');
    const offers = await opened(pair, 'writes');
    const typed = (side, words) => Object.assign(side.querySelector('textarea'), { value: words });
    typed(begun, 'Yes, the brass lamp is in stock. It costs 49 EUR.\nShall I put one aside for you?');
    const problem = begun.querySelector('[data-problem]');
    Object.assign(problem, { hidden: false, textContent: 'Remove the files that cannot be sent, then send again.' });
    const file = { name: 'prices with a long name 2026.pdf', size: 48_211 };
    const chips = begun.querySelector('[data-files]');
    const chip = (more) => fill(stamp('chip'), { key: 'k', file, progress: 60, id: '', error: '', again: false, ...more });
    chips.append(chip({ id: 'x' }), chip({}), chip({ error: 'This channel does not take this type. It takes jpeg, png, pdf.' }), chip({ error: 'The server could not be reached.', again: true }));
    chips.hidden = false;
    note.querySelector('[data-action="as-note"]').click();
    typed(note, 'Regular customer, ask @Carl.');
    new Colleagues(note.querySelector('[data-presence]')).hear({ user: { id: 'x', name: 'Carl' }, typing: true });
    typed(offers, '/h').dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => !offers.querySelector('[data-saved]').hidden);
    document.activeElement.blur();
  });
})(window.kit);
