/**
 * The ground floor: bytes. Off-heap memory under one budget, and plain access to bytes in little-endian order.
 *
 * <p>Lives here: {@link MemoryBudget} counts, {@link Arena} hands out pieces of off-heap slabs and gives them all back at
 * once, {@link ByteOutput} collects bytes, {@link LittleEndian} reads and writes them, {@link LiveBytes} counts what is held.
 *
 * <p>May touch the JDK alone. Promises: memory that was released is counted as released, and nothing outside this package
 * frees slabs; mapped files are let go by {@code file}.
 */
package io.seqstore.core.memory;
