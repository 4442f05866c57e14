/**
 * Where a registry keeps what it knows of millions of streams: bytes outside of Java's objects.
 *
 * <p>Lives here: {@link io.seqstore.types.index.StreamIndex} finds the number of a stream by its key, {@link
 * io.seqstore.types.index.HashedStreamIndex} is the one that needs nothing but memory; {@link
 * io.seqstore.types.index.RecordHeap} and {@link io.seqstore.types.index.OrdinalTable} keep the definitions. All memory comes
 * from a {@link io.seqstore.types.index.ByteMemory}, so that an engine can count it and give it back. An engine can keep their
 * memory in a file, too, and bring it back as {@link io.seqstore.types.index.KeptPieces}.
 *
 * <p>May touch the JDK alone. Knows bytes and numbers, no definitions.
 *
 * <p>Changed by one thread at a time; read at any time. A reader that a change overtakes may get a wrong answer or a {@link
 * java.lang.RuntimeException}, but gets it soon and without harm: whoever reads must be able to tell, and ask again.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.index;
