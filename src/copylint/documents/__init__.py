"""Source → document: lines, paragraphs, sentences, quotations, language, locale."""
