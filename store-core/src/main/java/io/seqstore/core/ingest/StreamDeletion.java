package io.seqstore.core.ingest;

import io.seqstore.core.ingest.StreamWriter.WritePath;
import java.util.List;

/** The deletion of streams as a change of each of them, so that no write slips in behind it. */
public final class StreamDeletion {
    private StreamDeletion() {}

    /**
     * Runs the logging of a deletion while nobody writes any of the streams; every later change of them fails. When the
     * logging fails, nothing has changed.
     *
     * @param ordinals the streams, in any order
     */
    public static void run(WritePath path, List<Integer> ordinals, Runnable logDeletion) {
        // Ascending, as all do who take several turns.
        int[] ascending =
                ordinals.stream().mapToInt(ordinal -> ordinal).sorted().toArray();
        path.gate().enter();
        int taken = 0;
        try {
            while (taken < ascending.length) {
                path.turns().take(ascending[taken]);
                taken++;
            }
            logDeletion.run();
            for (int ordinal : ascending) {
                path.turns().setDeleted(ordinal);
            }
        } finally {
            while (taken > 0) {
                taken--;
                path.turns().giveBack(ascending[taken]);
            }
            path.gate().leave();
        }
    }
}
