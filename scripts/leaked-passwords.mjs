// leaked-passwords.mjs LIST FILE: makes FILE, what PasswordPolicy knows of a list of leaked passwords, the most frequent first (SecLists'
// 10-million-password-list-top-1000000.txt): the 10 000 first ones of at least 12 characters, in lower case, each as the first six
// bytes of its SHA-256, sorted. Nobody has to read them, and half a megabyte of words stays out of the package.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const MOST = 10_000;
const SHORTEST = 12;
const [list, file] = process.argv.slice(2);
const words = new Set();
for (const line of readFileSync(list, 'utf8').split(/\r?\n/)) {
  const word = line.normalize('NFKC').toLowerCase();
  if (words.size < MOST && [...word].length >= SHORTEST) words.add(word);
}
const sums = [...words].map((word) => createHash('sha256').update(word, 'utf8').digest().subarray(0, 6));
writeFileSync(file, Buffer.concat(sums.sort(Buffer.compare)));
