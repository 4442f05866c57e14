package io.seqstore.bench.macro;

import java.util.Arrays;

/** What a write must survive when it returns. */
public enum WriteMode {
    /** The death of the process: the bytes are with the operating system. */
    PROCESS("process"),

    /** The loss of power: the bytes are on the device. */
    SYNC("sync"),

    /** Nothing: the store lives in memory and is gone when it is closed. */
    MEMORY_STORE("memory-store");

    private final String id;

    WriteMode(String id) {
        this.id = id;
    }

    /** The name in commands and reports. */
    public String id() {
        return id;
    }

    static WriteMode of(String id) {
        return Arrays.stream(values())
                .filter(mode -> mode.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no durability '" + id + "'; there are "
                        + Arrays.stream(values()).map(WriteMode::id).toList()));
    }
}
