/// Text as such: its charset, language and sentences, and HTML or Markdown as plain text. One of each for documents, mails and
/// channels.
@NullMarked
package handcar.text;

import org.jspecify.annotations.NullMarked;
