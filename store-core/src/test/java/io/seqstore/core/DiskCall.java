package io.seqstore.core;

/** What can be asked of a disk. */
enum DiskCall {
    LIST("list"),
    OPEN("open"),
    READ("read"),
    CREATE("create"),
    WRITE("write to"),
    FORCE("sync"),
    RENAME("rename"),
    DELETE("delete"),
    SYNC_NAMES("sync");

    private final String words;

    DiskCall(String words) {
        this.words = words;
    }

    /** As it is called in an error. */
    String words() {
        return words;
    }
}
