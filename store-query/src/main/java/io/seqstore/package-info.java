/**
 * The front door of Seqstore: open a store, define types and streams, write and read events.
 *
 * <pre>{@code
 * try (Seqstore store = Seqstore.inMemory()) {
 *     store.getOrCreateType(SdsType.object("Reading").key("Time", DATE_TIME).property("Level", DOUBLE).build());
 *     store.getOrCreateStream(SdsStream.of("pump", "Reading"));
 *     EventStream pump = store.stream("pump");
 *     pump.insert(pump.event().set("Time", Instant.now()).set("Level", 1.0).build());
 *     Optional<Event> last = pump.last();
 * }
 * }</pre>
 *
 * <p>Wiring only: everything is done by the packages below.
 */
@NullMarked
package io.seqstore;

import org.jspecify.annotations.NullMarked;
