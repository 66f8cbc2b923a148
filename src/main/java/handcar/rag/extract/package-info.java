/// Files to text: PDF, DOCX, XLSX, CSV, HTML, Markdown, JSON and plain text, within bounds on size, depth and time.
@NullMarked
package handcar.rag.extract;

import org.jspecify.annotations.NullMarked;
