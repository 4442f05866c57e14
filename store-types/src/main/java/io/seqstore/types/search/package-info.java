/**
 * The query language by which types, streams and stream views are found (spec 04).
 *
 * <p>Lives here: {@link io.seqstore.types.search.SearchQuery} is a parsed query, {@link io.seqstore.types.search.Search} asks
 * a registry. A query goes through {@code QueryReader} (characters to clauses), {@code QueryParser} (the grammar) and {@code
 * Condition} (what it means); {@code Document} is what a condition looks at.
 *
 * <p>May touch {@code schema}, {@code fulltext} and {@code registry}.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.search;
