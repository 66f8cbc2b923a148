// @ts-check
/** Finds the blocks of a Markdown text: where each begins, where it ends, and what it is. */

/** @typedef {'code' | 'heading' | 'rule' | 'quote' | 'list' | 'table' | 'paragraph'} Kind */
/** @typedef {{ kind: Kind, lines: string[] }} Block */

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)/;
export const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
export const QUOTE = /^ {0,3}> ?/;
export const ITEM = /^( *)([-*+•]|(\d{1,9})[.)])\s+(?=\S)/;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Quotes and lists within each other beyond this are somebody's joke, and stay text. */
const DEEPEST = 8;

/**
 * @param {string} text
 * @param {number} [depth] how many quotes and lists it stands in
 * @returns {Block[]}
 */
export function blocks(text, depth = 0) {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n');
  const found = [];
  for (let at = 0; at < lines.length; ) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const end = endOf(lines, at, depth);
    found.push({ kind: starts(lines, at, depth), lines: lines.slice(at, end) });
    at = end;
  }
  return found;
}

/** @param {string[]} lines @param {number} at @param {number} depth @returns {Kind} */
function starts(lines, at, depth) {
  const line = lines[at];
  if (FENCE.test(line)) return 'code';
  if (HEADING.test(line)) return 'heading';
  if (RULE.test(line)) return 'rule';
  if (QUOTE.test(line) && depth < DEEPEST) return 'quote';
  if (ITEM.test(line) && depth < DEEPEST) return 'list';
  if (line.includes('|') && DELIMITER.test(lines[at + 1] ?? '') && lines[at + 1].includes('-')) return 'table';
  return 'paragraph';
}

/**
 * The line after the block that begins at `at`.
 * @param {string[]} lines
 * @param {number} at
 * @param {number} depth
 */
function endOf(lines, at, depth) {
  const kind = starts(lines, at, depth);
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
      if (lines[end].trim() && !belongs(lines[end]) && (!lines[end - 1].trim() || starts(lines, end, depth) !== 'paragraph')) break;
    }
    return end;
  }
  while (end < lines.length && lines[end].trim() && (kind === 'table' || kind === starts(lines, end, depth))) end += 1;
  return end;
}

/** A passage as a reader wants it, without the marks of its headings. @param {string} text */
export const withoutMarks = (text) => text.replace(/^#{1,6} +/gm, '');
