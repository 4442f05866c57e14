/**
 * The definitions of a store: namespaces, types, streams and stream views, who refers to whom, and the rules of creating,
 * changing, listing and deleting them (spec 02 and the definition part of spec 03 and 05).
 *
 * <p>Lives here: {@link io.seqstore.types.registry.Registry} is the door; {@link
 * io.seqstore.types.registry.RegistryChange} is what it tells a {@link io.seqstore.types.registry.RegistryJournal} before
 * anybody can see it, and {@link io.seqstore.types.registry.RegistryChangeBytes} is the logged form of that. Pure logic: no
 * disk, no threads of its own.
 *
 * <p>May touch {@code schema}, {@code value}, {@code json}, {@code unit}, {@code index} and {@code fulltext}. Knows no events.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.registry;
