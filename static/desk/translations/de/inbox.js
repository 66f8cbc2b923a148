// @ts-check
/** The inbox. */
/** @type {Record<string, string>} */
export default {
  'At most {MOST} files go with one answer.': 'Mit einer Antwort gehen höchstens {MOST} Dateien.',
  'Attach files': 'Dateien anhängen',
  Close: 'Schließen',
  Closed: 'Geschlossen',
  Contact: 'Kontakt',
  Customer: 'Kunde',
  'It has {size}; at most {most} can be sent here. Make it smaller, or send a link.': 'Es hat {size}; hier gehen höchstens {most}. Verkleinern Sie es, oder senden Sie einen Link.',
  'Open the chat and say hello to see how it looks from here.': 'Öffnen Sie den Chat und sagen Sie hallo, um zu sehen, wie es von hier aussieht.',
  'Put off': 'Zurückstellen',
  'Remove {name}': '{name} entfernen',
  'Saved replies': 'Gespeicherte Antworten',
  Team: 'Team',
  'This channel does not take this type. It takes {rules}.': 'Dieser Kanal nimmt diesen Typ nicht an, sondern {rules}.',
  'This channel takes no files.': 'Dieser Kanal nimmt keine Dateien an.',
  'Uploading {name}': '{name} wird hochgeladen',
  'With the agent': 'Beim Agenten',
  'not proven': 'nicht bewiesen',
  proven: 'bewiesen',
  'says to be {id} (not proven)': 'gibt sich als {id} aus (nicht bewiesen)',
};
