// @ts-check
/** What opens above the page: forms, sheets, menus, the palette, panels of questions, and the way in, which shared/login.js opens. */
(async ({ use, section, add, ago, answer, keep, finish, until }) => {
  const { ask, sheet, part } = await use('desk/dialogs.js');
  const { offer } = await use('desk/menu.js');
  const { showEvidence } = await use('desk/evidence.js');
  const { refused } = await use('desk/answered-meanwhile.js');
  const { phone } = await use('desk/evolution-phone.js');
  const { qr } = await use('desk/qr.js');
  const { Palette } = await use('desk/palette.js');
  const { shortcuts } = await use('desk/shortcuts.js');
  const { showRail } = await use('desk/rail.js');
  const { roomsOf } = await use('desk/rooms.js');
  const { Questions } = await use('shared/questions.js');
  const { trial } = await use('admin/trial-search.js');
  const { ApiError } = await use('shared/api.js');
  const { logIn } = await use('shared/login-form.js');
  const { stamp } = await use('shared/dom.js');
  const { momentFields } = await use('desk/moments.js');

  await section('dialogs', async (place) => {
    const pair = add(place, 'pair');
    const fields = [{ name: 'name', label: 'Name', required: true, value: 'Carl' }, { name: 'email', label: 'E-mail', value: 'carl@', required: true }];
    ask('Invite a colleague', 'A link to choose a password goes to this address.', 'Invite', fields, async () => {
      throw new ApiError(422, { message: 'Some fields are wrong.', details: { fields: { email: 'is not an address', role: 'is missing', current_password: 'is needed for this' } } });
    });
    document.querySelector('[data-form] form').requestSubmit();
    await until(() => document.querySelector('[data-form] [data-name="current_password"]'));
    keep(pair);
    ask('Remove Shop WhatsApp?', 'Its secrets are deleted and its webhook address stops working. Conversations stay.', 'Remove', [], async () => {});
    keep(pair);
    ask('Put off', 'It is out of Waiting until then, or until the customer writes.', 'Put off', momentFields(), async () => {});
    keep(pair);
    const choices = [{ value: 'me', label: 'Me' }, { value: '', label: 'Nobody' }, { value: 'b', label: 'Bea', hint: 'agent' }, { value: 'c', label: 'Carl Mintoff-Camilleri of the second floor', hint: 'admin' }];
    offer({ title: 'Assign to', choices, chosen: ['b'], pick() {} });
    keep(pair);
    offer({ title: 'Tags', choices: choices.slice(2), chosen: ['b', 'c'], several: true, adds: 'New tag', pick() {} });
    keep(pair);
    refused(new ApiError(409, { code: 'answered_meanwhile', message: '', details: /** @type {any} */ ({ messages: [{ author_id: 'Bea', created_at: ago(1), content: 'Yes, we have it.' }] }) }), 'Yes, it costs 49 EUR.', () => {}, () => {});
    keep(pair);
    const code = document.createElement('div');
    code.className = 'code';
    code.append(qr('otpauth://totp/Handcar:ann@lamps.example?secret=JBSWY3DPEHPK3PXP', 'The code to scan'));
    sheet('Set up a second factor', [part('p', 'Scan this code with an authenticator app, then write the six digits it shows.', 'help'), code]);
    keep(pair);
    answer({ '/api/v1/channels/evo/instance': { state: 'connecting' } });
    phone({ id: 'evo', kind: 'evolution', name: 'Shop phone', account: 'shop' }, () => {});
    await until(() => document.querySelector('[data-sheet] [role=status]').textContent.includes('phone'));
    keep(pair);
  });

  await section('evidence', async (place) => {
    const passage = { index: 1, document_id: 'd', title: 'Prices 2026.pdf', page: 3, text: 'The brass lamp costs 49 EUR.\nIt comes with a bulb and a cable of two metres.', score: 0.83, lexical_score: 0.61, vector_score: 0.9, start: 0, end: 80, confirmed: ['The brass lamp costs 49 EUR.'] };
    const model = { n: 3, kind: 'model', name: 'gpt-5-mini', status: 'done', input_tokens: 1812, output_tokens: 96, cost_usd: 0.0021, duration_ms: 1830 };
    answer({
      '/api/v1/runs/run': {
        id: 'run', cost_usd: 0.0034, started_at: ago(1), ended_at: new Date(Date.parse(ago(1)) + 4210).toISOString(),
        steps: [
          { ...model, n: 1, kind: 'rewrite', name: 'gpt-5-mini', duration_ms: 640, input_tokens: 210, output_tokens: 18, cost_usd: 0.0004 },
          { n: 2, kind: 'retrieve', name: 'search', status: 'done', response: { passages: [passage, { ...passage, index: 2, document_id: 'e', title: 'lamps.example/returns', page: null, score: 0.4, vector_score: null, text: 'Lamps are taken back within 30 days.', confirmed: [] }] } },
          { ...model, status: 'failed', outcome: 'timed out', name: 'claude-haiku', cost_usd: null },
          model,
          { ...model, n: 4, kind: 'check', duration_ms: 410, input_tokens: 402, output_tokens: 3, cost_usd: 0.0005 },
          { n: 5, kind: 'model', name: 'built-in', status: 'done', duration_ms: 12 },
        ],
      },
    });
    await showEvidence({ run_id: 'run', citations: [{ index: 1, document_id: 'd', start: 0, end: 30 }], feedback: { rating: 'up', comment: null } });
    keep(place);
  });

  await section('panels', async (place) => {
    const pair = add(place, 'pair');
    const palette = new Palette(() => [
      { id: 'a', icon: 'inbox', words: 'Inbox', hint: '', run() {} },
      { id: 'b', icon: 'chat', words: 'Dina Mintoff-Camilleri of Valletta Lamps', hint: 'Return of order 4711, which came with a broken bulb', run() {} },
      { id: 'c', icon: 'keyboard', words: 'Write a note', hint: 'n', run() {} },
    ]);
    palette.open();
    keep(pair);
    shortcuts(() => {})[1].run();
    keep(pair);
    const panel = document.querySelector('[data-try]');
    const said = { answer: 'Create an app at the provider, then enter its **token** under Channels [1].', citations: [{ index: 1, title: 'Channels', quote: 'Enter the token under Channels.' }], note: 'Written by the built-in model.' };
    new Questions(panel, async () => said).open();
    panel.querySelector('input').value = 'How do I connect WhatsApp?';
    panel.querySelector('form').requestSubmit();
    await until(() => panel.querySelector('[data-sources] summary'));
    panel.querySelector('[data-sources] details').open = true;
    keep(pair);
    answer({ '/api/v1/search': { data: [{ title: 'Prices 2026.pdf', page: 3, text: 'The brass lamp costs 49 EUR.', score: 0.8, lexical_score: 0.6, vector_score: 0.9 }, { title: 'Returns', text: 'Lamps are taken back within 30 days, if they were not used. The shop pays the way back.', score: 0.3, lexical_score: 0.3 }] } });
    const search = stamp('room-knowledge').querySelector('.trial');
    pair.append(search);
    trial(search, () => '');
    search.querySelector('input').value = 'What does the brass lamp cost?';
    search.querySelector('form').requestSubmit();
    await until(() => search.querySelector('.hit'));
    const person = { role: 'owner', name: 'Bea', email: 'bea@lamps.example' };
    showRail({ rooms: roomsOf(person), here: 'conversations', person, counts: { conversations: 1204 }, stale: true });
    const menu = document.querySelector('#menu').cloneNode(true);
    menu.removeAttribute('popover');
    menu.removeAttribute('id');
    const rail = document.createElement('div');
    rail.className = 'rail';
    rail.dataset.still = '';
    rail.append(menu);
    pair.append(rail);
  });

  await section('login', async (place) => {
    answer({ '/api/v1/auth/methods': { email: true } });
    logIn('That is not right. Please check what you typed.');
    await until(() => !document.querySelector('[data-by-mail]').hidden);
    const page = document.querySelector('[data-login]');
    const copy = page.cloneNode(true);
    page.hidden = true;
    for (const one of copy.querySelectorAll('[id]')) one.id += '-kit';
    for (const one of copy.querySelectorAll('[for]')) one.htmlFor += '-kit';
    const box = document.createElement('div');
    box.className = 'login';
    box.append(...copy.children);
    place.append(box);
  });
  finish();
})(window.kit);
