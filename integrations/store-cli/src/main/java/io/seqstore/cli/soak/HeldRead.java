package io.seqstore.cli.soak;

import io.seqstore.EventStream;
import io.seqstore.cli.model.Sample;
import io.seqstore.cli.model.StreamModel;
import java.util.List;
import java.util.stream.Stream;

/**
 * A read that was begun and is ended much later: whatever is written, deleted, compacted or closed in between, it shows the state
 * of its beginning. For one thread.
 */
final class HeldRead {
    private final String id;
    private final Stream<Sample> read;
    private final List<Sample> expected;

    private HeldRead(String id, Stream<Sample> read, List<Sample> expected) {
        this.id = id;
        this.read = read;
        this.expected = expected;
    }

    /** Begins one, while the stream is still. */
    static HeldRead begin(EventStream stream, StreamModel model) {
        return new HeldRead(
                stream.definition().id(),
                stream.window(Long.MIN_VALUE, Long.MAX_VALUE).stream(Sample.class),
                List.copyOf(model.events().values()));
    }

    /** Reads on to the end. */
    void end() {
        try (read) {
            WrongAnswer.unlessEqual(expected, read.toList(), "a read of " + id + " that was held");
        }
    }
}
