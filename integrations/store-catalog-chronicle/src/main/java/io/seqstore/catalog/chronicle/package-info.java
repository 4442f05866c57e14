/**
 * An index of streams in Chronicle Map: in a file, outside of the heap, open to other processes that read.
 *
 * <p>Lives here: {@link io.seqstore.catalog.chronicle.ChronicleCatalogIndex} is the door; {@link
 * io.seqstore.catalog.chronicle.JvmFlags} knows what the library needs of the JVM.
 *
 * <p>May touch {@code core.catalog} and {@code types.index} of the engine, and Chronicle Map, which nothing else touches.
 * What it keeps is derived data: it is thrown away whenever it was not closed in peace.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.catalog.chronicle;
