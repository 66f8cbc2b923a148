// @ts-check
/** A QR code (ISO/IEC 18004) of a short text as an SVG: bytes, the lowest level of correction, versions 1 to 9. */

/** Codewords of each version, those for correction in one block, and the number of blocks. */
const VERSIONS = [[26, 7, 1], [44, 10, 1], [70, 15, 1], [100, 20, 1], [134, 26, 1], [172, 18, 2], [196, 20, 2], [242, 24, 2], [292, 30, 2]];

/** Where the small squares stand, besides the corners. */
const SQUARES = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46]];

/** The versions that name themselves, with their check bits. @type {Record<number, number>} */
const NAMES = { 7: 0x07c94, 8: 0x085bc, 9: 0x09a99 };

/** The level of correction and mask 0, with their check bits. */
const FORMAT = 0x77c4;

/** @param {string} text @returns {boolean[][] | undefined} rows of dark modules; undefined when the text is too long */
export function modules(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = VERSIONS.findIndex(([all, check, blocks]) => all - check * blocks - 2 >= bytes.length) + 1;
  if (!version) return undefined;
  const [all, check, blocks] = VERSIONS[version - 1];
  const grid = new Grid(version);
  grid.write(interleaved(padded(bytes, all - check * blocks), check, blocks));
  return grid.dark;
}

/** @param {string} text @param {string} label @returns {SVGElement | undefined} */
export function qr(text, label) {
  const dark = modules(text);
  if (!dark) return undefined;
  const size = dark.length + 8;
  const path = dark.flatMap((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('');
  const made = (/** @type {string} */ name, /** @type {Record<string, string>} */ given) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
    return element;
  };
  const svg = made('svg', { viewBox: `0 0 ${size} ${size}`, width: '220', height: '220', role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' });
  // Dark on light also where the page is dark: cameras expect it.
  svg.append(made('rect', { width: String(size), height: String(size), fill: '#fff' }), made('path', { d: path, fill: '#000' }));
  return /** @type {SVGElement} */ (svg);
}

/** Mode, length, bytes, end, filling. @param {number[]} bytes @param {number} length @returns {number[]} */
function padded(bytes, length) {
  const nibbles = [4, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const words = [];
  for (let i = 0; i < nibbles.length; i += 2) words.push((nibbles[i] << 4) | nibbles[i + 1]);
  for (let fill = 0xec; words.length < length; fill ^= 0xec ^ 0x11) words.push(fill);
  return words;
}

/** The blocks with their correction, woven into each other. @param {number[]} words @param {number} check @param {number} blocks */
function interleaved(words, check, blocks) {
  const length = words.length / blocks;
  const data = Array.from({ length: blocks }, (_, i) => words.slice(i * length, (i + 1) * length));
  const codes = data.map((block) => correction(block, check));
  const woven = (/** @type {number[][]} */ parts) => parts[0].flatMap((_, i) => parts.map((part) => part[i]));
  return [...woven(data), ...woven(codes)];
}

/** The remainder of Reed and Solomon. @param {number[]} block @param {number} degree @returns {number[]} */
function correction(block, degree) {
  let divisor = [...Array(degree - 1).fill(0), 1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    divisor = divisor.map((one, j) => times(one, root) ^ (divisor[j + 1] ?? 0));
  }
  let rest = Array(degree).fill(0);
  for (const byte of block) {
    const factor = byte ^ rest[0];
    rest = [...rest.slice(1), 0].map((one, i) => one ^ times(divisor[i], factor));
  }
  return rest;
}

/** The product in the field of 256 elements. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return product;
}

class Grid {
  /** @param {number} version */
  constructor(version) {
    this.size = 17 + 4 * version;
    this.dark = Array.from({ length: this.size }, () => Array(this.size).fill(false));
    this.fixed = Array.from({ length: this.size }, () => Array(this.size).fill(false));
    const last = this.size - 1;
    for (let i = 0; i <= last; i++) [[6, i], [i, 6]].forEach(([x, y]) => this.set(x, y, i % 2 === 0));
    for (const [x, y] of [[3, 3], [last - 3, 3], [3, last - 3]]) this.square(x, y, 4, (ring) => ring !== 2 && ring !== 4);
    const places = SQUARES[version - 1];
    const end = places.at(-1);
    for (const x of places) for (const y of places) if (!((x === 6 && y === 6) || (x === 6 && y === end) || (x === end && y === 6))) this.square(x, y, 2, (ring) => ring !== 1);
    const bit = (/** @type {number} */ bits, /** @type {number} */ i) => ((bits >> i) & 1) === 1;
    for (let i = 0; i < 15; i++) {
      const on = bit(FORMAT, i);
      this.set(i < 8 ? 8 : i === 8 ? 7 : 14 - i, i < 6 ? i : i < 8 ? i + 1 : 8, on);
      this.set(i < 8 ? last - i : 8, i < 8 ? 8 : this.size - 15 + i, on);
    }
    this.set(8, this.size - 8, true);
    for (let i = 0; i < 18 && version in NAMES; i++) {
      const [a, b] = [this.size - 11 + (i % 3), Math.floor(i / 3)];
      [[a, b], [b, a]].forEach(([x, y]) => this.set(x, y, bit(NAMES[version], i)));
    }
  }

  /** @param {number} x @param {number} y @param {boolean} on */
  set(x, y, on) {
    this.dark[y][x] = on;
    this.fixed[y][x] = true;
  }

  /** @param {number} cx @param {number} cy @param {number} reach @param {(ring: number) => boolean} on */
  square(cx, cy, reach, on) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const [x, y] = [cx + dx, cy + dy];
        if (x >= 0 && y >= 0 && x < this.size && y < this.size) this.set(x, y, on(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  /** Up and down in pairs of columns from the right, masked like a chessboard. @param {number[]} words */
  write(words) {
    let at = 0;
    for (let right = this.size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
      for (let i = 0; i < this.size; i++) {
        for (const x of [right, right - 1]) {
          const y = ((right + 1) & 2) === 0 ? this.size - 1 - i : i;
          if (this.fixed[y][x]) continue;
          const on = at < words.length * 8 && ((words[at >> 3] >> (7 - (at & 7))) & 1) === 1;
          this.dark[y][x] = on !== ((x + y) % 2 === 0);
          at++;
        }
      }
    }
  }
}
