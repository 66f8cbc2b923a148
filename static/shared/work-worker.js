// @ts-check
/** Finds a number so that SHA-256 of `challenge:number` begins with so many zero bits. One block of 64 bytes (FIPS 180-4): the
 * browser's own `digest` waits for a promise each time, which takes longer than the hash. */

const K = new Int32Array(64);
const START = new Int32Array(8);
{
  /** The first 32 bits of a root's fraction. @param {number} root */
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  let count = 0;
  for (let n = 2; count < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (count < 8) START[count] = fraction(Math.sqrt(n));
    K[count++] = fraction(Math.cbrt(n));
  }
}

const W = new Int32Array(64);
const block = new DataView(new ArrayBuffer(64));

/** The first 32 bits of the hash of the block. */
function first() {
  for (let i = 0; i < 16; i++) W[i] = block.getInt32(4 * i);
  for (let i = 16; i < 64; i++) {
    const a = W[i - 15], b = W[i - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g, g = f, f = e, e = (d + t1) | 0, d = c, c = b, b = a, a = (t1 + t2) | 0;
  }
  return (a + START[0]) | 0;
}

/** @param {string} text at most 55 characters of ASCII */
function fill(text) {
  for (let i = 0; i < 64; i++) block.setUint8(i, i < text.length ? text.charCodeAt(i) : 0);
  block.setUint8(text.length, 0x80);
  block.setUint32(60, 8 * text.length);
}

onmessage = ({ data: { challenge, bits } }) => {
  for (let number = 0; ; number++) {
    fill(`${challenge}:${number}`);
    if (first() >>> (32 - bits) === 0) return postMessage(String(number));
  }
};
