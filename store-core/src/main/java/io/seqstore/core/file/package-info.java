/**
 * The only door to the disk: create, write, sync, rename, delete, map, lock. Everything above sees {@link StoreFolder} and
 * the two kinds of files, so that a folder can also be memory, or a twin that forgets, tears and fails.
 *
 * <p>Lives here: {@link DiskFolder} (a real folder, locked), {@link MemoryFolder} (off-heap memory), and the translation
 * of what the operating system says into the store's own exceptions.
 *
 * <p>May touch {@code memory}. Promises: every write is written wholly or fails; an interrupted thread fails no other;
 * a file that could not be synced is never synced again; nobody else opens a channel.
 */
package io.seqstore.core.file;
