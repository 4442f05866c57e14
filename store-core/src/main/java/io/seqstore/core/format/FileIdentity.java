package io.seqstore.core.format;

/**
 * Which file this is: part of every checksum in it.
 *
 * @param kind what it holds
 * @param storeId drawn at random when the store was created
 * @param number unique among all files that the store ever had
 */
public record FileIdentity(FileKind kind, long storeId, long number) {
    /** The name of the file. */
    public String fileName() {
        return kind.fileName(number);
    }
}
