/**
 * Which types and streams exist, durably: the registry's journal goes to the same log as the events, and at each flush
 * what changed since the last one goes to a catalog file (docs/format.md, "Catalog").
 *
 * <p>Lives here: {@link Catalog} (the journal, and streams by ordinal) and {@link CatalogFile}.
 *
 * <p>May touch {@code log}, {@code file}, {@code format} and the registry.
 */
package io.seqstore.core.catalog;
