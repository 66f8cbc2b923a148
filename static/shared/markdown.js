// @ts-check
/** Markdown to document nodes, block by block. Nothing is ever parsed as HTML, so an answer cannot bring any. */
import { HEADING, ITEM, QUOTE, blocks } from './markdown-blocks.js';
import { inline } from './markdown-inline.js';

/** @typedef {(index: number) => Node} Cite draws the place of citation `[index]` */

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
  const sources = next.map((block) => block.lines.join('\n'));
  let same = 0;
  if (before && before.edition === edition) {
    while (same < next.length && before.sources[same] === sources[same]) same += 1;
  }
  while (root.childNodes.length > same) root.lastChild?.remove();
  for (const block of next.slice(same)) root.append(draw(block, cite, 0));
  shown.set(root, { edition, sources });
}

/**
 * @param {import('./markdown-blocks.js').Block} block
 * @param {Cite} cite
 * @param {number} depth
 * @returns {Node}
 */
function draw({ kind, lines }, cite, depth) {
  switch (kind) {
    case 'code':
      return scrolled(node('pre', [node('code', [bare(lines.slice(1).join('\n').replace(/\n? *[`~]{3,}\s*$/, ''))], 'ltr')], 'ltr'));
    case 'heading': {
      const [, marks, title] = HEADING.exec(lines[0]) ?? ['', '#', lines[0]];
      return node(`h${Math.min(marks.length + 2, 6)}`, inline(title, cite));
    }
    case 'rule':
      return node('hr', []);
    case 'quote':
      return node('blockquote', within(lines.map((line) => line.replace(QUOTE, '')), cite, depth));
    case 'list':
      return list(lines, cite, depth);
    case 'table':
      return table(lines, cite);
    case 'paragraph':
      return node('p', inline(lines.map((line) => line.trim()).join('\n'), cite));
  }
}

/** @param {string[]} lines @param {Cite} cite @param {number} depth */
const within = (lines, cite, depth) => blocks(lines.join('\n'), depth + 1).map((part) => draw(part, cite, depth + 1));

/** @param {string[]} lines @param {Cite} cite @param {number} depth */
function list(lines, cite, depth) {
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
    const parts = within(item, cite, depth);
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
  return scrolled(frame);
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

/** What may be wider than its place is scrolled by keyboard, too. @template {HTMLElement} T @param {T} frame @returns {T} */
function scrolled(frame) {
  frame.tabIndex = 0;
  return frame;
}
