// The practitioner's page: what the form holds goes to the service with each change, and what comes back is shown.
// Nothing of a patient is kept but in this page, unless "keep" is ticked.
'use strict';
(() => {
  const KEPT = 'needlewise.case';
  const DAY = 86400000;
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = () => find('#case');
  const field = (name) => form().elements[name];

  let sent = []; // the fields of the last request, in its order
  let undo = []; // forms as they were
  let before = null; // the form before the session was moved
  let files = [];
  let dragging = false;

  // ---- what is sent

  function entries() {
    sent = [...form().elements].filter(
      (e) => e.name && !(['checkbox', 'radio'].includes(e.type) && !e.checked) && e.type !== 'button');
    return sent.map((e) => [e.name, e.value]);
  }

  htmx.defineExtension('entries', {
    onEvent: (name, event) => {
      if (name === 'htmx:configRequest') event.detail.headers['Content-Type'] = 'application/json';
    },
    encodeParameters: (xhr, parameters, element) => {
      const more = JSON.parse(parameters.get('with') || '{}');
      if (element.id === 'case' && before) more.before = {entries: before};
      return JSON.stringify({entries: entries(), ...more});
    },
  });

  const ask = (path, target, more = {}, swap = 'innerHTML') =>
    htmx.ajax('POST', path, {source: document.body, target, swap, values: {with: JSON.stringify(more)}});

  const changed = () => htmx.trigger(form(), 'moved');

  /** A new form in place of the one that is there. */
  async function replace(more) {
    before = null;
    await ask('/page/form', '#case', more, 'outerHTML');
  }

  function remember() {
    undo.push(entries());
    find('[data-undo]').disabled = false;
  }

  /** What the form shows of itself; then its outcome. */
  function settled() {
    shown();
    changed();
  }

  function shown() {
    const sex = field('/patient/sex').value;
    const adjuncts = all('[name="/proposed/adjuncts"]:checked', form()).map((i) => i.value);
    const questions = all('.question', form()).filter((q) => {
      const {notOf, onlyWith} = q.dataset;
      const goes = (notOf && notOf === sex) || (onlyWith && !adjuncts.includes(onlyWith));
      q.hidden = goes && !find('input:checked', q)?.value;
      return !q.hidden;
    });
    const rest = find('#all').checked;
    const answered = questions.filter((q) => rest || find('input:checked', q)?.value).length;
    const tally = find('#answered');
    tally.textContent = tally.dataset.words.replace('{answered}', answered).replace('{all}', questions.length);
    all('.flags', form()).forEach((flags) => {
      const chosen = all('input:checked', flags).map((i) => i.parentElement.textContent.trim());
      const summary = find('.chosen', flags);
      summary.textContent = chosen.join(', ') || summary.dataset.none;
      summary.classList.toggle('some', chosen.length > 0);
    });
    const area = field('/proposed/area').value;
    all('.body-map [data-area]').forEach((shape) => shape.classList.toggle('chosen', shape.dataset.area === area));
    find('.body-map').classList.toggle('whole', area === 'face');
    keep();
  }

  // ---- what comes back

  function marked() {
    all('.mistake', form()).forEach((m) => m.remove());
    all('[aria-invalid]', form()).forEach((e) => {
      e.removeAttribute('aria-invalid');
      e.removeAttribute('aria-describedby');
    });
    JSON.parse(find('#state').dataset.mistakes).forEach((mistake, i) => {
      const at = sent[mistake.at];
      if (!at || at.type === 'hidden' || (mistake.missing && !at.dataset.touched)) return;
      const text = document.createElement('span');
      text.className = 'mistake';
      text.id = 'mistake-' + i;
      text.textContent = mistake.text;
      at.setAttribute('aria-invalid', 'true');
      at.setAttribute('aria-describedby', text.id);
      at.closest('label, .chips')?.append(text);
    });
  }

  document.addEventListener('htmx:afterSwap', (event) => {
    if (event.detail.target.id !== 'outcome') return;
    marked();
    const said = find('#state').dataset.said;
    if (find('#said').textContent !== said) find('#said').textContent = said;
  });
  document.addEventListener('htmx:load', (event) => {
    if (event.detail.elt.id === 'case') settled();
  });
  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    if (event.detail.target.id !== 'pictures') return;
    if (dragging) event.detail.shouldSwap = false;
    refocus = document.activeElement.dataset?.handle;
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.detail.elt !== form()) problem(null);
  });
  document.addEventListener('htmx:responseError', (event) => problem(event.detail.xhr.responseText));
  document.addEventListener('htmx:sendError', () => problem('{}'));

  /** A problem of RFC 9457, put where it is read. */
  function problem(text) {
    const place = find('#problem');
    place.replaceChildren();
    if (text === null) return;
    let told = {};
    try { told = JSON.parse(text); } catch (e) { told = {}; }
    const head = document.createElement('p');
    head.textContent = place.dataset.title + (told.title ? ': ' + told.title : '');
    const list = document.createElement('ul');
    (told.errors || (told.detail ? [told] : [])).slice(0, 20).forEach((error) => {
      const item = document.createElement('li');
      item.textContent = (error.line ? error.line + ':' + error.column + ': ' : '')
        + (error.pointer ? error.pointer + ': ' : '') + error.detail;
      list.append(item);
    });
    place.append(head, list);
    place.scrollIntoView({block: 'nearest'});
  }

  // ---- rows

  function added(row, at) {
    at.before(row);
    find('input:not([type=hidden]), select', at.previousElementSibling)?.focus();
    return at.previousElementSibling;
  }

  const copy = (id) => find('#' + id).content.cloneNode(true);

  function again(button) {
    const row = find('.row', button.parentElement).cloneNode(true);
    all('input:not([type=hidden]):not([type=checkbox]), select', row).forEach((e) => { e.value = ''; });
    all('input[type=checkbox]', row).forEach((e) => { e.checked = false; });
    return added(row, button);
  }

  function removed(row) {
    const question = row.closest('.question');
    remember();
    if (question && all('.row', question).length === 1) {
      find('input[value=""]', question).checked = true;
    } else {
      row.remove();
    }
    settled();
  }

  function answer(code, value) {
    const radio = all(`input[type=radio]`, form()).find((r) => r.name === '?' + code && r.value === value);
    if (!radio) {
      field('/patient/birthDate').focus();
      return null;
    }
    remember();
    radio.checked = true;
    return radio.closest('.question');
  }

  /** States a fact that was found by a word. */
  function state(button) {
    const {fact, list, question} = button.dataset;
    let row;
    if (question) {
      const asked = answer(question, 'yes');
      const codes = (r) => find('select', r);
      const fits = all('.row', asked).filter((r) => codes(r) && [...codes(r).options].some((o) => o.value === fact));
      row = fits.find((r) => !codes(r).value);
      if (!row && fits.length > 0) row = again(find('[data-again]', asked));
      if (row) codes(row).value = fact;
      row = asked;
    } else if (list === 'allergies') {
      remember();
      row = all('input', form()).find((i) => i.name === '/patient/allergies' && i.value === fact);
      row.checked = true;
      row.closest('details').open = true;
    } else {
      remember();
      row = added(copy('next-' + list), find(`.list[data-list=${list}] > .rows > .add`));
      find('select', row).value = fact;
    }
    row.scrollIntoView({block: 'center'});
    settled();
  }

  // ---- moving the session

  const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

  function move(date, depth) {
    if (!before) before = entries();
    if (date) field('/proposed/date').value = date;
    if (depth) field('/proposed/depthMm').value = String(depth);
    changed();
  }

  const scale = (svg) => ({
    left: +svg.dataset.left, right: +svg.dataset.right, from: Date.parse(svg.dataset.from), days: +svg.dataset.days,
    top: +svg.dataset.top, bottom: +svg.dataset.bottom, deepest: +svg.dataset.deepest,
  });

  document.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest?.('.handle');
    if (!handle) return;
    event.preventDefault();
    const svg = handle.ownerSVGElement;
    const to = scale(svg);
    const both = handle.dataset.handle === 'both';
    let waiting = 0;
    dragging = true;
    remember();
    handle.setPointerCapture(event.pointerId);
    const moved = (e) => {
      const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const share = Math.min(1, Math.max(0, (at.x - to.left) / (to.right - to.left)));
      const date = iso(to.from + Math.round(share * to.days) * DAY);
      const x = to.left + Math.round(share * to.days) / to.days * (to.right - to.left);
      let y = 0;
      let depth = null;
      if (both) {
        depth = Math.max(0.25, Math.round((at.y - to.top) / (to.bottom - to.top) * to.deepest * 4) / 4);
        depth = Math.min(depth, Math.floor(to.deepest * 4) / 4);
        y = to.top + depth / to.deepest * (to.bottom - to.top);
      }
      handle.setAttribute('transform', `translate(${x} ${y})`);
      const label = find('text.on', handle);
      if (label) label.textContent = date;
      clearTimeout(waiting);
      waiting = setTimeout(() => move(date, depth), 60);
      last = [date, depth];
    };
    let last = null;
    const ended = () => {
      dragging = false;
      clearTimeout(waiting);
      handle.removeEventListener('pointermove', moved);
      handle.removeEventListener('pointerup', ended);
      handle.removeEventListener('pointercancel', ended);
      if (last) move(...last);
    };
    handle.addEventListener('pointermove', moved);
    handle.addEventListener('pointerup', ended);
    handle.addEventListener('pointercancel', ended);
    handle.focus();
  });

  document.addEventListener('keydown', (event) => {
    const handle = event.target.closest?.('.handle');
    const days = {ArrowLeft: -1, ArrowRight: 1, PageUp: 7, PageDown: -7}[event.key];
    const depth = {ArrowUp: -0.25, ArrowDown: 0.25}[event.key];
    if (!handle || !(days || depth)) return;
    event.preventDefault();
    remember();
    if (days) {
      move(iso(Date.parse(field('/proposed/date').value) + days * DAY), null);
    } else if (handle.dataset.handle === 'both') {
      step(field('/proposed/depthMm'), depth);
      move(null, field('/proposed/depthMm').value);
    } else {
      move(iso(Date.parse(field('/proposed/date').value) - Math.sign(depth) * DAY), null);
    }
  });
  let refocus = null;
  document.addEventListener('htmx:oobAfterSwap', (event) => {
    if (event.detail.target.id !== 'pictures' || !refocus) return;
    find(`.handle[data-handle=${refocus}]`)?.focus();
  });

  function step(input, by) {
    const now = parseFloat(input.value.replace(',', '.')) || 0;
    const next = Math.round((now + by) * 100) / 100;
    if (next > 0 && next <= 10) input.value = String(next);
  }

  // ---- files

  async function opened(list) {
    const wanted = [...list].filter((f) => /\.(ya?ml|json|ndjson)$/i.test(f.name));
    files = await Promise.all(wanted.map(async (f) => ({name: f.name, text: await f.text()})));
    find('#cases').replaceChildren();
    if (files.length === 1 && !files[0].name.endsWith('.ndjson')) {
      remember();
      await replace({file: files[0]});
    } else if (files.length > 0) {
      await ask('/page/cases', '#cases', {files});
      find('#cases').scrollIntoView();
    }
  }

  async function saved(path, ending, more) {
    const answered = await fetch(path, {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({entries: entries(), ...more}),
    });
    if (!answered.ok) {
      problem(await answered.text());
      return;
    }
    problem(null);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answered.blob());
    link.download = (field('/id').value.replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'case') + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const course = () => ({sessions: find('#plan-sessions').value.trim(), pace: find('#plan-pace').value});

  function keep() {
    if (find('#keep').checked) localStorage.setItem(KEPT, JSON.stringify(entries()));
  }

  // ---- what is pressed

  const presses = {
    new: () => { location.reload(); },
    save: () => saved('/page/case.yaml', '.yaml'),
    print: () => window.print(),
    undo: async (button) => {
      const was = undo.pop();
      button.disabled = undo.length === 0;
      await replace({entries: was, patch: []});
    },
    forget: () => { localStorage.removeItem(KEPT); find('#keep').checked = false; },
    step: (button) => { step(find('input', button.parentElement), +button.dataset.step); changed(); },
    add: (button) => { added(copy(button.dataset.add), button); shown(); },
    again: (button) => again(button),
    remove: (button) => removed(button.closest('.row')),
    deny: () => {
      remember();
      all('.question:not([hidden])', form()).filter((q) => !find('input:checked', q)?.value)
        .forEach((q) => { find('input[value=no]', q).checked = true; });
      settled();
    },
    answer: (button) => {
      const asked = answer(button.dataset.question, button.dataset.answer);
      if (asked && button.dataset.answer === 'yes') asked.scrollIntoView({block: 'center'});
      settled();
    },
    change: async (button) => { remember(); await replace(JSON.parse(button.dataset.change)); },
    go: (button) => { sent[+button.dataset.go]?.focus(); },
    fact: (button) => state(button),
    paste: async () => {
      await ask('/page/past', '#pasted', {text: find('#paste').value});
      remember();
      find('#history > .add').before(find('#rows-pasted').content);
      settled();
    },
    show: (button) => ask(button.dataset.show, '#' + button.dataset.into, course()),
    get: (button) => saved(button.dataset.get, button.dataset.ending, course()),
    file: async (button) => {
      const {name, text} = files[+button.dataset.file];
      const line = +button.dataset.line;
      remember();
      await replace({file: line ? {name: 'line.json', text: text.split(/\r?\n/)[line - 1]} : {name, text}});
      find('#asked').scrollIntoView();
    },
  };

  document.addEventListener('click', (event) => {
    const shape = event.target.closest('.body-map [data-area]');
    if (shape) {
      remember();
      field('/proposed/area').value = shape.dataset.area;
      settled();
      return;
    }
    const button = event.target.closest('button');
    const press = button && ['answer', ...Object.keys(presses)].find((name) => name in button.dataset);
    if (press) presses[press](button);
  });

  document.addEventListener('toggle', (event) => {
    const rule = event.target;
    if (rule.classList?.contains('rule') && rule.open && !find('pre', rule)) {
      htmx.ajax('GET', '/page/rule/' + rule.dataset.rule, {target: find('div', rule), swap: 'innerHTML'});
    }
  }, true);

  document.addEventListener('focusout', (event) => {
    if (event.target.name && event.target.form === form()) {
      event.target.dataset.touched = '1';
      if (find('#state')) marked();
    }
  });

  let typed = 0;
  document.addEventListener('input', (event) => {
    if (event.target.id === 'find') {
      clearTimeout(typed);
      event.stopPropagation();
      const word = event.target.value.trim();
      typed = setTimeout(() => (word ? ask('/page/find', '#found', {word}) : find('#found').replaceChildren()), 250);
    } else if (event.target.form === form()) {
      if (event.target.name) before = null;
      shown();
    }
  }, true);
  document.addEventListener('change', (event) => {
    const {id} = event.target;
    if (id === 'files' || id === 'folder') opened(event.target.files);
    if (id === 'example' && event.target.value) { remember(); replace({example: event.target.value}); }
    if (id === 'keep') (event.target.checked ? keep : presses.forget)();
    if (event.target.form === form()) shown();
  });

  document.addEventListener('paste', (event) => {
    if (event.target.id === 'paste') setTimeout(presses.paste);
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    const entriesOf = (entry) => entry.isFile
      ? new Promise((resolve) => entry.file((f) => resolve([f])))
      : new Promise((resolve) => entry.createReader().readEntries(
        async (inner) => resolve((await Promise.all(inner.map(entriesOf))).flat())));
    const items = [...event.dataTransfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
    opened((await Promise.all(items.map(entriesOf))).flat());
  });

  // Behind htmx's own listener, which makes the form's triggers.
  document.addEventListener('DOMContentLoaded', () => {
    const kept = localStorage.getItem(KEPT);
    if (kept) {
      find('#keep').checked = true;
      replace({entries: JSON.parse(kept), patch: []});
    } else {
      settled();
    }
  });
})();
