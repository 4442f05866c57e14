package io.seqstore.cli.soak;

import io.seqstore.EventStream;
import io.seqstore.StreamNamespace;
import io.seqstore.cli.model.StoreModel;
import io.seqstore.cli.model.StreamModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Reads the streams of a lane in all ways, and holds some reads for long. For one thread. */
final class Reader {
    private static final List<ReadKind> KINDS = List.of(ReadKind.values());
    private static final int MOST_HELD = 8;
    private static final int HOLD_ONE_IN = 20;

    private final Lane lane;
    private final SplittableRandom random;
    private final Counts counts;
    private final List<HeldRead> held = new ArrayList<>();

    Reader(Lane lane, SplittableRandom random, Counts counts) {
        this.lane = lane;
        this.random = random;
        this.counts = counts;
    }

    void read(StreamNamespace store) {
        lane.still(model -> readOne(store, model));
        if (held.size() == MOST_HELD) {
            held.remove(random.nextInt(MOST_HELD)).end();
            counts.heldReads().incrementAndGet();
        }
    }

    private void readOne(StreamNamespace store, StoreModel model) {
        if (model.streams().isEmpty()) {
            return;
        }
        List<String> ids = List.copyOf(model.streams().keySet());
        String id = ids.get(random.nextInt(ids.size()));
        StreamModel expected = model.stream(id);
        if (expected.events().size() < 2) {
            return;
        }
        EventStream stream = store.stream(id);
        ReadKind kind = KINDS.get(random.nextInt(KINDS.size()));
        try {
            kind.check(stream, expected.events(), random);
        } catch (RuntimeException e) {
            throw new WrongAnswer(kind + " of " + id, e);
        }
        counts.reads().incrementAndGet();
        if (random.nextInt(HOLD_ONE_IN) == 0) {
            held.add(HeldRead.begin(stream, expected));
        }
    }

    /** Ends what is held, of a store that may be closed by now. */
    void end() {
        held.forEach(HeldRead::end);
        counts.heldReads().addAndGet(held.size());
        held.clear();
    }
}
