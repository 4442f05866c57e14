/**
 * An inverted index of the texts by which streams are searched (spec 04).
 *
 * <p>Lives here: {@link io.seqstore.types.fulltext.FullTextIndex} tells which streams may match a {@link
 * io.seqstore.types.fulltext.TextQuery}, never one too few; {@link io.seqstore.types.fulltext.Grams} are the pieces of text
 * by which it finds them, {@link io.seqstore.types.fulltext.Tokens} is how values are cut into words.
 *
 * <p>May touch {@code schema}, {@code value} and {@code index}. Knows streams as numbers with texts, and no query language.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.fulltext;
