// @ts-check
/** Chooses the language: the address's `?lang=`, else the first of the reader's own that we speak, else English. */
import { speak } from '../shared/translate.js';

const SPOKEN = ['en', 'de', 'es', 'fr', 'ru', 'ar'];

/** @param {string | null} wanted */
export async function chooseLanguage(wanted) {
  const asked = [wanted ?? '', ...navigator.languages].map((tag) => tag.toLowerCase().split('-')[0]);
  const language = asked.find((tag) => SPOKEN.includes(tag)) ?? 'en';
  speak(language, (await import(`./translations/${language}.js`)).default);
}
