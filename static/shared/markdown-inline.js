// @ts-check
/** Markdown within a line: emphasis, code, links, citations. Returns nodes; text stays text. */
import { safeAddress } from './dom.js';

/** One alternative per named group, tried in this order at each place. */
const TOKEN = new RegExp(
  [
    String.raw`\\(?<escaped>[\\\`*_{}[\]()#+\-.!|~>])`,
    String.raw`(?<ticks>\`+)(?<code>[^\`](?:[\s\S]*?[^\`])?)\k<ticks>(?!\`)`,
    String.raw`\[(?<cite>\d{1,3})\](?!\()`,
    String.raw`!?\[(?<label>[^\]\n]{0,500})\]\(\s*<?(?<target>[^\s)>]{1,2000})>?(?:\s+"[^"]*")?\s*\)`,
    String.raw`(?<strongly>\*\*|(?<!\w)__)(?=\S)(?<strong>[\s\S]{0,2000}?[^\s\\])\k<strongly>(?!\*)`,
    String.raw`(?<emphatically>\*|(?<!\w)_)(?=[^\s*_])(?<em>[\s\S]{0,2000}?[^\s\\])\k<emphatically>(?!\w)`,
    String.raw`~~(?=\S)(?<del>[\s\S]{0,2000}?\S)~~`,
    String.raw`(?<url>https?:\/\/[^\s<>"]{1,2000})`,
    String.raw`(?<line>\n)`,
  ].join('|'),
  'g',
);

/**
 * @param {string} text
 * @param {(index: number) => Node} cite draws the place of citation `[index]`
 * @returns {Node[]}
 */
export function inline(text, cite) {
  /** @type {Node[]} */
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const before = text.slice(from, match.index);
    from = match.index + match[0].length;
    if (match.groups?.cite) {
      const stop = /^[.,;:!?…)\]»”"。、،؛؟]*/.exec(text.slice(from))?.[0] ?? '';
      hold(nodes, before, cite(Number(match.groups.cite)), stop);
      from += stop.length;
    } else {
      nodes.push(bare(before), ...drawn(match.groups ?? {}, match[0], cite));
    }
  }
  if (from < text.length) nodes.push(bare(text.slice(from)));
  return nodes;
}

/**
 * Keeps a citation on one line with the word before it and the full stop after it.
 * @param {Node[]} nodes
 * @param {string} before
 * @param {Node} mark
 * @param {string} stop
 */
function hold(nodes, before, mark, stop) {
  const [, rest, word] = /^([\s\S]*?)(\S{0,24})[ ]*$/.exec(before) ?? ['', before, ''];
  const last = nodes.at(-1);
  if (!before.trim() && last instanceof HTMLElement && last.className === 'held') {
    last.append(mark, stop);
    return;
  }
  const held = wrapped('span', [bare(word), mark, bare(stop)]);
  held.className = 'held';
  nodes.push(bare(rest), held);
}

/**
 * @param {Record<string, string | undefined>} found
 * @param {string} source
 * @param {(index: number) => Node} cite
 * @returns {Node[]}
 */
function drawn(found, source, cite) {
  if (found.escaped) return [bare(found.escaped)];
  if (found.code) return [wrapped('code', [bare(found.code.replace(/^ (.*) $/s, '$1'))])];
  if (found.target) return [link(found.target, inline(found.label || found.target, cite), source)];
  if (found.strong) return [wrapped('strong', inline(found.strong, cite))];
  if (found.em) return [wrapped('em', inline(found.em, cite))];
  if (found.del) return [wrapped('del', inline(found.del, cite))];
  if (found.line) return [document.createElement('br')];
  if (found.url) {
    // A sentence's own punctuation after an address is not part of it.
    const address = found.url.replace(/[.,;:!?'"*_)\]]+$/, '');
    return [link(address, [bare(address)], address), ...inline(found.url.slice(address.length), cite)];
  }
  return [bare(source)];
}

/**
 * @param {string} target
 * @param {Node[]} label
 * @param {string} source shown as it is when the target is nothing one may be sent to
 */
function link(target, label, source) {
  const address = safeAddress(target, ['http:', 'https:', 'mailto:']);
  if (!address) return bare(source);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.append(...label);
  return anchor;
}

/** @param {string} text */
const bare = (text) => document.createTextNode(text);

/** @param {string} name @param {Node[]} children */
function wrapped(name, children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
