/**
 * Which types and streams exist, durably: the registry's journal goes to the same log as the events, and at each flush
 * what changed since the last one goes to a catalog file (docs/format.md, "Catalog").
 *
 * <p>Lives here: {@link Catalog} (the journal, and streams by ordinal), {@link CatalogMemory} (where the
 * registry keeps its streams) and {@link CatalogIndexProvider} (for an index of streams that outlives the
 * store), {@link CatalogFile}, {@link CatalogImage} (the registry as it was in memory, in place of replaying files), {@link
 * DeadSegments}.
 *
 * <p>May touch {@code log}, {@code file}, {@code format}, {@code memory}, {@code segment}, {@code manifest} and the registry.
 */
package io.seqstore.core.catalog;
