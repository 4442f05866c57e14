package io.seqstore.bench.macro;

import java.nio.file.Path;

/** Opens a store in a process of its own, reads one event and says how many milliseconds that took. */
final class FirstOpen {
    private FirstOpen() {}

    /** Takes the engine, the folder, the number of streams and the durability. */
    public static void main(String[] arguments) {
        Engine engine = Engines.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int streams = Integer.parseInt(arguments[2]);
        WriteMode mode = WriteMode.of(arguments[3]);
        long before = System.nanoTime();
        try (EngineSession session = engine.open(folder, streams, mode)) {
            if (!session.last(streams / 2, new EventSlot())) {
                throw new IllegalStateException("the store is empty");
            }
            System.out.println((System.nanoTime() - before) / 1e6);
        }
    }
}
