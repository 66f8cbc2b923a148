// @ts-check
/** Markdown to document nodes, block by block. Nothing is ever parsed as HTML, so an answer cannot bring any. */
import { inline } from './inline.js';

/** @typedef {(index: number) => Node} Cite draws the place of citation `[index]` */
/** @typedef {{ source: string, draw: (cite: Cite) => Node }} Block */

/** What is on show in each root, so that an answer being written redraws its last block only. */
const shown = new WeakMap();

/**
 * @param {HTMLElement} root
 * @param {string} text
 * @param {Cite} cite
 * @param {unknown} [edition] another value draws everything afresh
 */
export function render(root, text, cite, edition) {
  const before = shown.get(root);
  const next = blocks(text);
  let same = 0;
  if (before && before.edition === edition) {
    while (same < next.length && before.sources[same] === next[same].source) same += 1;
  }
  while (root.childNodes.length > same) root.lastChild?.remove();
  for (const block of next.slice(same)) root.append(block.draw(cite));
  shown.set(root, { edition, sources: next.map((block) => block.source) });
}

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+•]|(\d{1,9})[.)])\s+(?=\S)/;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * @param {string} text
 * @returns {Block[]}
 */
export function blocks(text) {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n');
  const found = [];
  for (let at = 0; at < lines.length; ) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const end = endOf(lines, at);
    found.push(block(lines.slice(at, end)));
    at = end;
  }
  return found;
}

/** @param {string[]} lines @param {number} at */
function starts(lines, at) {
  const line = lines[at];
  if (FENCE.test(line)) return 'code';
  if (HEADING.test(line)) return 'heading';
  if (RULE.test(line)) return 'rule';
  if (QUOTE.test(line)) return 'quote';
  if (ITEM.test(line)) return 'list';
  if (line.includes('|') && DELIMITER.test(lines[at + 1] ?? '') && lines[at + 1].includes('-')) return 'table';
  return 'paragraph';
}

/**
 * The line after the block that begins at `at`.
 * @param {string[]} lines
 * @param {number} at
 */
function endOf(lines, at) {
  const kind = starts(lines, at);
  let end = at + 1;
  if (kind === 'heading' || kind === 'rule') return end;
  if (kind === 'code') {
    const fence = FENCE.exec(lines[at])?.[1] ?? '```';
    while (end < lines.length && !lines[end].trim().startsWith(fence)) end += 1;
    return Math.min(end + 1, lines.length);
  }
  if (kind === 'list') {
    const belongs = (/** @type {string} */ line) => ITEM.test(line) || /^ {2,}\S/.test(line);
    for (; end < lines.length; end += 1) {
      if (!lines[end].trim() && !belongs(lines[end + 1] ?? '')) break;
      if (lines[end].trim() && !belongs(lines[end]) && (!lines[end - 1].trim() || starts(lines, end) !== 'paragraph')) break;
    }
    return end;
  }
  while (end < lines.length && lines[end].trim() && (kind === 'table' || kind === starts(lines, end))) end += 1;
  return end;
}

/**
 * @param {string[]} lines
 * @returns {Block}
 */
function block(lines) {
  const kind = starts(lines, 0);
  const first = lines[0];
  const draw = {
    code: () => node('pre', [node('code', [bare(lines.slice(1, lines.length).join('\n').replace(/\n? *[`~]{3,}\s*$/, ''))])], 'ltr'),
    heading: (/** @type {Cite} */ cite) => {
      const [, marks, title] = HEADING.exec(first) ?? ['', '#', first];
      return node(`h${Math.min(marks.length + 2, 6)}`, inline(title, cite));
    },
    rule: () => node('hr', []),
    quote: (/** @type {Cite} */ cite) => node('blockquote', within(lines.map((line) => line.replace(QUOTE, '')), cite)),
    list: (/** @type {Cite} */ cite) => list(lines, cite),
    table: (/** @type {Cite} */ cite) => table(lines, cite),
    paragraph: (/** @type {Cite} */ cite) => node('p', inline(lines.map((line) => line.trim()).join('\n'), cite)),
  }[kind];
  return { source: lines.join('\n'), draw };
}

/** @param {string[]} lines @param {Cite} cite */
const within = (lines, cite) => blocks(lines.join('\n')).map((part) => part.draw(cite));

/** @param {string[]} lines @param {Cite} cite */
function list(lines, cite) {
  const [, indent, , number] = ITEM.exec(lines[0]) ?? ['', '', '', undefined];
  const root = node(number ? 'ol' : 'ul', []);
  if (number && number !== '1') root.setAttribute('start', number);
  /** @type {string[][]} */
  const items = [];
  let width = 0;
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item && item[1].length <= indent.length + 1) {
      width = item[0].length;
      items.push([line.slice(width)]);
    } else {
      items.at(-1)?.push(line.slice(Math.min(width, line.search(/\S|$/))));
    }
  }
  for (const item of items) {
    const parts = within(item, cite);
    // An item of one paragraph stands without the paragraph's margins.
    if (parts[0] instanceof HTMLParagraphElement) parts.splice(0, 1, ...parts[0].childNodes);
    root.append(node('li', parts));
  }
  return root;
}

/** @param {string[]} lines @param {Cite} cite */
function table(lines, cite) {
  const cells = (/** @type {string} */ line) => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/);
  const row = (/** @type {string} */ line, /** @type {string} */ kind) =>
    node('tr', cells(line).map((cell) => node(kind, inline(cell.trim().replace(/\\\|/g, '|'), cite))));
  const head = node('thead', [row(lines[0], 'th')]);
  const body = node('tbody', lines.slice(2).map((line) => row(line, 'td')));
  const frame = node('div', [node('table', [head, body])]);
  frame.className = 'scrolling';
  frame.tabIndex = 0;
  return frame;
}

/** @param {string} text */
const bare = (text) => document.createTextNode(text);

/** @param {string} name @param {Node[]} children @param {string} [dir] */
function node(name, children, dir = 'auto') {
  const made = document.createElement(name);
  if (!/^(hr|div|li|thead|tbody|tr)$/.test(name)) made.dir = dir;
  made.append(...children);
  // A frame takes its direction from the words in it, of which it only sees those that have none of their own.
  if (name === 'li' || name === 'blockquote') {
    for (const child of made.children) if (child instanceof HTMLParagraphElement) child.removeAttribute('dir');
  }
  return made;
}
