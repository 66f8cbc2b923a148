// @ts-check
/** Agents on websites. */
/** @type {Record<string, string>} */
export default {
  'All languages': 'Alle Sprachen',
  'An address that begins with https. Empty: Handcar’s.': 'Eine Adresse, die mit https beginnt. Leer: das von Handcar.',
  Colour: 'Farbe',
  Corner: 'Ecke',
  'Greets in': 'Begrüßt auf',
  'It is not open to visitors yet: “Edit” says who may talk to it.': 'Er ist noch nicht für Besucher offen: Unter „Bearbeiten“ steht, wer mit ihm sprechen darf.',
  Left: 'Links',
  Picture: 'Bild',
  Preview: 'Vorschau',
  'Put this line into every page of your site, once. The preview shows greetings and pictures as they were saved.': 'Setzen Sie diese Zeile einmal in jede Seite Ihrer Website. Die Vorschau zeigt Begrüßungen und Bilder, wie sie gespeichert sind.',
  Right: 'Rechts',
  Sites: 'Seiten',
  'The tag to copy': 'Das Tag zum Kopieren',
  Website: 'Website',
  'What a language has no words of its own for is said as in all others.': 'Wofür eine Sprache keine eigenen Worte hat, wird gesagt wie in allen anderen.',
  'Where it stands, one in each line, such as https://shop.example; www.shop.example is another site. Its answers may link to them, too.': 'Wo er steht, eine je Zeile, etwa https://shop.example; www.shop.example ist eine andere Seite. Seine Antworten dürfen auch darauf verweisen.',
  'on {allowed_sites}': 'auf {allowed_sites}',
  '{name} on your website': '{name} auf Ihrer Website',
};
