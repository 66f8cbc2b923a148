// @ts-check
/** Small parts: buttons, avatars, badges, ages, fields, what is empty or not there yet. */
(async ({ use, section, add, ago, answer }) => {
  const { html, render } = await use('lit-html/lit-html.js');
  const { avatar } = await use('desk/avatar.js');
  const { glyph, pill } = await use('desk/ui/parts.js');
  const { age, warmth } = await use('desk/ages.js');
  const { drawn, say } = await use('desk/fields.js');
  const { draw, verdict } = await use('desk/rows.js');
  const { draw: drawDocuments, documentRow, parcelRow } = await use('admin/list.js');
  const { watchAccounts } = await use('shared/alarms.js');
  const { toast } = await use('shared/toast.js');
  const { settings } = await use('desk/settings.js');
  const { stamp } = await use('shared/dom.js');
  const { kindIcon } = await use('desk/channel-names.js');

  await section('parts', (place) => {
    const button = (look, label, off = false) => html`<button type="button" class=${look} ?disabled=${off}>${label}</button>`;
    render(
      html`
        <div class="several">${['primary', '', 'quiet', 'quiet danger'].map((look) => button(look, look || 'ordinary'))}${['primary', '', 'quiet'].map((look) => button(look, `${look || 'ordinary'}, off`, true))}
          <button type="button" class="quiet icon" aria-label="Help">${glyph('help')}</button><button type="button" class="primary icon" aria-label="Send">${glyph('send')}</button><a class="button" href="#kit">a link</a></div>
        <div class="several">${['Ann Hill', 'Bo', 'Çelik Öz', '李 小龙', 'Dora', '+49 30 12', '?'].map((name) => avatar(name, name))}${['whatsapp', 'telegram', 'email', 'slack', 'instagram', 'evolution', 'twilio'].map((kind) => avatar('Ann Hill', kind, kind))}</div>
        <div class="several">${['good', 'busy', 'bad', ''].map((tone) => html`<span class="badge" data-tone=${tone}>${tone || 'neutral'}</span>`)}<span class="tag">refund</span><span class="tag">a very long tag that somebody typed</span><span>${pill(3, 'waiting')} ${pill(12_345, 'waiting')}</span><kbd>Ctrl K</kbd><span class="mention">@Bea</span><mark>found</mark></div>
        <div class="several">${[0, 4, 20, 75, 60 * 30, 60 * 24 * 40].map((minutes) => age(ago(minutes), warmth(ago(minutes)), 'Waits since'))}</div>`,
      place.appendChild(document.createElement('div')),
    );
    render(settings(), add(place, 'settings'));
    toast('Assigned to Bea.', { label: 'Undo', run() {} });
    toast('The connection was lost. What you typed is kept.');
    place.append(document.querySelector('body > .toasts').cloneNode(true));
    document.querySelectorAll('body > .toasts button').forEach((one) => one.click());
  });

  await section('alarms', async (place) => {
    answer({
      '/api/v1/channels/health': { data: [{ status: 'failing', name: 'Shop mail', failing: 'fetching', failing_since: ago(90), error: 'AUTHENTICATIONFAILED Invalid credentials', advice: 'Enter the password of the mailbox again under Channels.' }] },
      '/api/v1/answer-budget': { limit_usd: 5, spent_usd: 5.0312, spent_at: ago(30), resets_at: ago(-600) },
      '/api/v1/providers/health': {
        data: [
          { name: 'openai', status: 'failing', last_error_at: ago(12), refused_keys: [] },
          { name: 'anthropic', status: 'degraded', last_error_at: ago(3), refused_keys: [{ number: 2, ends_with: 'x9Qd' }, { number: 4, ends_with: null }] },
        ],
      },
    });
    await watchAccounts();
    for (const each of ['[data-budget]', '[data-alarms]']) place.append(document.querySelector(`.page > ${each}`).cloneNode(true));
  });

  await section('fields', (place) => {
    const pair = add(place, 'pair add');
    const bad = drawn({ name: 'mail', label: 'E-mail', value: 'ann@', required: true });
    bad.querySelector('input').setAttribute('aria-invalid', 'true');
    say(bad.querySelector('.problem'), 'It is not an address.');
    pair.append(
      drawn({ name: 'name', label: 'Name', hint: 'Customers see it.', value: 'Dora', required: true }),
      bad,
      drawn({ name: 'secret', label: 'Webhook secret', secret: true, invent: true, placeholder: 'set; leave empty to keep it' }),
      drawn({ name: 'password', label: 'Present password', secret: true, required: true, value: 'umbrellas', hint: 'Who sits at this page must be you.' }),
      drawn({ name: 'role', label: 'Role', options: [['agent', 'Agent'], ['admin', 'Admin']] }),
      drawn({ name: 'at', label: 'Or at another time', kind: 'datetime-local' }),
      drawn({ name: 'rules', label: 'Rules', rows: 3, value: 'Never promise a day.\nAlways name the price.' }),
      drawn({ name: 'types', label: 'Events', checks: ['message.created', 'conversation.closed', 'delivery.failed'], checked: ['message.created'] }),
    );
  });

  await section('rows', (place) => {
    const list = add(place, 'rows', 'ul');
    const deeds = [{ act: 'look', label: 'Look' }, { act: 'remove', label: 'Remove', danger: true }];
    const room = add(place, 'room');
    room.append(list);
    draw(list, [
      { id: '1', title: 'Shop WhatsApp', state: 'On', tone: 'good', facts: ['WhatsApp', '+49 30 123456', 'last event 9:41'], icon: kindIcon('whatsapp'), link: 'https://desk.example/webhooks/whatsapp/4f1a', deeds },
      { id: '2', title: 'Mail', state: 'Locked', tone: 'bad', facts: ['E-mail', 'shop@lamps.example'], problem: 'Its secrets were encrypted with another key. Enter them again.', deeds },
      { id: '3', title: 'WhatsApp to 35621000000', state: 'Waiting', tone: 'busy', facts: ['part 1 of 2', '3 tries', 'next try 9:52'], text: 'Yes, the brass lamp is in stock. It costs 49 EUR, and comes with a bulb.', deeds },
      { id: '4', title: 'AVeryLongNameWithoutAnySpaceThatSomebodyGaveToAnAccountAndThatMustBreakSomewhere', state: 'Off', facts: [], deeds },
    ]);
    verdict(list.querySelector('[data-key="1"] button'), '✓ The provider knows the number +49 30 123456.', true);
    verdict(list.querySelector('[data-key="2"] button'), '✗ The server refused the log-in.', false);
    const documents = add(place, 'documents', 'ul');
    const doc = { id: 'a', title: 'Prices 2026.pdf', status: 'ready', bytes: 48_211, passages: 12, source: 'file', created_at: ago(4000) };
    const parcel = { key: 'p', file: { name: 'Opening hours.docx', size: 20_480 }, progress: 40, error: '' };
    drawDocuments(documents, [
      documentRow(doc, () => 'Dora', true),
      documentRow({ ...doc, id: 'b', title: 'lamps.example/returns', url: 'https://lamps.example/returns', source: 'url', status: 'indexing', progress: 60, agent_id: 'x' }, () => 'Dora', true),
      documentRow({ ...doc, id: 'c', title: 'Scan.pdf', status: 'failed', passages: 0, error: 'There is no text in it: it is a scan. Run it through text recognition first.' }, () => 'Dora', true),
      documentRow({ ...doc, id: 'd', title: 'Warranty.txt', source: 'text', warning: 'Two pages could not be read.' }, () => 'Dora', true),
      parcelRow(parcel),
      parcelRow({ ...parcel, key: 'q', error: 'It is larger than 20 MB.', again: true }),
    ]);
    const skeleton = document.createElement('ul');
    skeleton.setAttribute('aria-hidden', 'true');
    skeleton.append(...stamp('room-knowledge').querySelector('[data-skeleton]').children);
    const empty = /** @type {HTMLElement} */ (stamp('room-subscriptions').querySelector('[data-empty]'));
    empty.hidden = false;
    room.append(skeleton, empty);
  });
})(window.kit);
