package io.seqstore.cli.model;

import io.seqstore.cli.model.Operation.Write.How;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The writes of one writer, each of which follows from the seed, its number and the state before it: whoever knows how many were
 * carried out knows what the store must hold. Immutable, safe for all threads.
 *
 * @param seed from which chance comes
 * @param prefix how the ids of the writer's streams begin; nobody else writes to them
 */
public record Script(long seed, String prefix) {
    private static final int FEWEST_STREAMS = 3;
    private static final int MOST_STREAMS = 8;
    private static final int LARGEST_BATCH = 60;
    private static final int WIDEST_GAP = 20;
    private static final long WIDEST_REMOVAL = 600;

    /**
     * The next write.
     *
     * @param number how many went before it
     * @param state what they left
     */
    public Operation operation(long number, StoreModel state) {
        SplittableRandom random = new SplittableRandom((seed ^ prefix.hashCode()) * 31 + number);
        int dice = random.nextInt(100);
        int streams = state.streams().size();
        if (streams < FEWEST_STREAMS || (dice < 4 && streams < MOST_STREAMS)) {
            String type = Definitions.TYPES.get(random.nextInt(Definitions.TYPES.size()));
            return new Operation.Create(prefix + number, type);
        }
        List<String> ids = List.copyOf(state.streams().keySet());
        String id = ids.get(random.nextInt(ids.size()));
        if (dice < 7) {
            return new Operation.Delete(id);
        }
        if (dice < 10) {
            return new Operation.ChangeType(
                    id, Definitions.other(state.stream(id).type()));
        }
        if (dice < 20) {
            return many(number, id, state, random);
        }
        TreeMap<Long, Sample> events = state.stream(id).events();
        if (dice < 50 || events.isEmpty()) {
            return new Operation.Write(How.INSERT, id, samples(number, following(events, random)));
        }
        return change(dice, number, id, events, random);
    }

    /** A write to a stream that has events. */
    private static Operation change(
            int dice, long number, String id, TreeMap<Long, Sample> events, SplittableRandom random) {
        TreeSet<Long> anywhere = anywhere(events, random);
        TreeSet<Long> stored = new TreeSet<>();
        anywhere.forEach(time -> stored.add(atOrBefore(events, time)));
        if (dice < 65) {
            anywhere.removeAll(events.keySet());
            // Late ones; or the next ones when none is free.
            List<Long> times = anywhere.isEmpty() ? following(events, random) : List.copyOf(anywhere);
            return new Operation.Write(How.INSERT, id, samples(number, times));
        }
        if (dice < 78) {
            return new Operation.Write(How.UPDATE, id, samples(number, List.copyOf(anywhere)));
        }
        if (dice < 86) {
            return new Operation.Write(How.REPLACE, id, samples(number, List.copyOf(stored)));
        }
        if (dice < 94) {
            return new Operation.Remove(id, List.copyOf(stored));
        }
        long from = anywhere.first();
        return new Operation.RemoveWindow(id, from, from + random.nextLong(WIDEST_REMOVAL));
    }

    private static Operation many(long number, String id, StoreModel state, SplittableRandom random) {
        TreeMap<String, Sample> batch = new TreeMap<>();
        String type = state.stream(id).type();
        state.streams().forEach((other, stream) -> {
            if (stream.type().equals(type)) {
                List<Long> times = following(stream.events(), random);
                batch.put(other, new Sample(times.get(0), number, "many " + number));
            }
        });
        return new Operation.WriteMany(batch);
    }

    /** Ascending times behind all events. */
    private static List<Long> following(TreeMap<Long, Sample> events, SplittableRandom random) {
        long time = events.isEmpty() ? 0 : events.lastKey();
        List<Long> times = new ArrayList<>();
        for (int i = random.nextInt(LARGEST_BATCH); i >= 0; i--) {
            time += 1 + random.nextInt(WIDEST_GAP);
            times.add(time);
        }
        return times;
    }

    /** Times between the first and the last event. */
    private static TreeSet<Long> anywhere(TreeMap<Long, Sample> events, SplittableRandom random) {
        TreeSet<Long> times = new TreeSet<>();
        LongStream.range(0, 1 + random.nextInt(LARGEST_BATCH))
                .forEach(i -> times.add(random.nextLong(events.firstKey(), events.lastKey() + 1)));
        return times;
    }

    private static long atOrBefore(TreeMap<Long, Sample> events, long time) {
        return events.floorKey(time);
    }

    private static List<Sample> samples(long number, List<Long> times) {
        return IntStream.range(0, times.size())
                .mapToObj(i -> new Sample(times.get(i), number + i / 64.0, "write " + number))
                .toList();
    }
}
