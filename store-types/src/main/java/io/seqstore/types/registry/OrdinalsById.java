package io.seqstore.types.registry;

import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.schema.IdOrder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the streams of one namespace by id: 4 bytes each. New ones go to a short tail in the order in which they
 * come; a full tail is sorted and becomes a run, sixteen such runs become one, and runs that follow one another are put end to
 * end, so that streams that are made in the order of their ids are one run. A reader merges the runs as far as it reads.
 *
 * <p>Numbers are never given twice, so that a deleted stream needs no change here: it is passed over. When there are many of
 * those they are dropped together. Runs do not change; for threads see {@link StreamTable}.
 */
final class OrdinalsById {
    private static final int TAIL = 1024;
    private static final int FIRST_TAIL = 8;
    private static final int FAN = 16;
    /** Runs up to this length are merged whatever is in them. */
    private static final int MERGED = TAIL * FAN;

    private final StreamTable table;
    /** To be read by way of {@link #runs()}. */
    private int[][] runs = new int[0][];

    /** Where the runs are brought back from, and the numbers of their pieces. Volatile for readers that meet that. */
    private volatile @Nullable KeptPieces kept;

    private int[] keptNumbers = new int[0];

    private int[] tail = new int[FIRST_TAIL];
    private int tailCount;
    private boolean tailIsSorted = true;
    private byte[] lastKey = new byte[0];
    private int dead;

    OrdinalsById(StreamTable table) {
        this.table = table;
    }

    /** A number and its key while they are sorted. Keys of one namespace have the order of the ids. */
    private static final class Entry implements Comparable<Entry> {
        final byte[] key;
        final int ordinal;

        Entry(byte[] key, int ordinal) {
            this.key = key;
            this.ordinal = ordinal;
        }

        @Override
        public int compareTo(Entry other) {
            int byKey = Arrays.compareUnsigned(key, other.key);
            return byKey != 0 ? byKey : Integer.compare(ordinal, other.ordinal);
        }
    }

    /**
     * Adds a stream whose record can be read.
     *
     * @param key of its id; keys of one namespace have the order of the ids
     */
    void add(int ordinal, byte[] key) {
        if (tailCount == tail.length) {
            tail = Arrays.copyOf(tail, tail.length * 2);
        }
        tailIsSorted = tailCount == 0 || (tailIsSorted && Arrays.compareUnsigned(lastKey, key) < 0);
        lastKey = key;
        tail[tailCount] = ordinal;
        tailCount++;
        if (tailCount == TAIL) {
            endTail();
        }
    }

    private void endTail() {
        int[] run = Arrays.copyOf(tail, tailCount);
        push(tailIsSorted ? run : sorted(run));
        tailCount = 0;
        tailIsSorted = true;
        while (lastRunsAreOfOneSize()) {
            int first = runs.length - FAN;
            if (lastRunsFollowOneAnother()) {
                mergeFrom(first, false);
            } else if (runs[first].length < MERGED) {
                mergeFrom(first, true);
            } else {
                return;
            }
        }
    }

    private void push(int[] run) {
        int[][] more = Arrays.copyOf(runs, runs.length + 1);
        more[runs.length] = run;
        runs = more;
    }

    private boolean lastRunsAreOfOneSize() {
        if (runs.length < FAN) {
            return false;
        }
        int size = sizeClass(runs[runs.length - 1].length);
        for (int i = runs.length - FAN; i < runs.length; i++) {
            if (sizeClass(runs[i].length) != size) {
                return false;
            }
        }
        return true;
    }

    private static int sizeClass(int length) {
        int size = 0;
        for (long most = TAIL; most < length; most *= FAN) {
            size++;
        }
        return size;
    }

    private boolean lastRunsFollowOneAnother() {
        for (int i = runs.length - FAN + 1; i < runs.length; i++) {
            int[] before = runs[i - 1];
            if (IdOrder.INSTANCE.compare(table.id(before[before.length - 1]), table.id(runs[i][0])) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void mergeFrom(int first, boolean sort) {
        int count = 0;
        for (int i = first; i < runs.length; i++) {
            count += runs[i].length;
        }
        int[] all = new int[count];
        int end = 0;
        for (int i = first; i < runs.length; i++) {
            System.arraycopy(runs[i], 0, all, end, runs[i].length);
            end += runs[i].length;
        }
        int[][] fewer = Arrays.copyOf(runs, first + 1);
        fewer[first] = sort ? sorted(all) : all;
        runs = fewer;
    }

    private int[] sorted(int[] ordinals) {
        Entry[] entries = new Entry[ordinals.length];
        for (int i = 0; i < ordinals.length; i++) {
            entries[i] = new Entry(table.foldedId(ordinals[i]), ordinals[i]);
        }
        // Finds what is sorted already, and merges it.
        Arrays.sort(entries);
        int[] sorted = new int[entries.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = entries[i].ordinal;
        }
        return sorted;
    }

    /** One more of the streams here was buried; frees them all when they are many beside those that live. */
    void buried(int alive) {
        dead++;
        if (dead > TAIL && dead > alive / 4) {
            dropDead();
        }
    }

    private void dropDead() {
        int[][] kept = new int[runs.length][];
        int count = 0;
        for (int[] run : runs) {
            int[] living = Arrays.stream(run).filter(table::isLive).toArray();
            if (living.length > 0) {
                kept[count++] = living;
            }
        }
        int[][] before = runs;
        int[] tailBefore = Arrays.copyOf(tail, tailCount);
        int[] livingTail = Arrays.stream(tailBefore).filter(table::isLive).toArray();
        runs = Arrays.copyOf(kept, count);
        System.arraycopy(livingTail, 0, tail, 0, livingTail.length);
        tailCount = livingTail.length;
        dead = 0;
        for (int[] run : before) {
            freeDead(run);
        }
        freeDead(tailBefore);
    }

    private void freeDead(int[] ordinals) {
        for (int ordinal : ordinals) {
            if (!table.isLive(ordinal)) {
                table.free(ordinal);
            }
        }
    }

    /** Frees everything that was ever added and is not freed yet; nothing is left. */
    void freeAll() {
        for (int[] run : runs) {
            Arrays.stream(run).forEach(table::free);
        }
        Arrays.stream(tail, 0, tailCount).forEach(table::free);
        runs = new int[0][];
        tailCount = 0;
        dead = 0;
    }

    /** The living streams whose ids begin so, by ascending id. */
    PrimitiveIterator.OfInt beginningWith(String beginning) {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(Cursor.ORDER);
        for (int[] run : runs()) {
            addCursor(run, lowerBound(run, beginning), beginning, cursors);
        }
        int[] rest = Arrays.copyOf(tail, tailCount);
        if (tailIsSorted) {
            addCursor(rest, lowerBound(rest, beginning), beginning, cursors);
        } else {
            int[] found = Arrays.stream(rest)
                    .filter(ordinal -> IdOrder.startsWith(table.id(ordinal), beginning))
                    .toArray();
            addCursor(sorted(found), 0, beginning, cursors);
        }
        return new Merged(cursors);
    }

    /** At most how many living streams have ids that begin so. */
    int countBeginningWith(String beginning) {
        int count = tailCount;
        for (int[] run : runs()) {
            int from = lowerBound(run, beginning);
            count += firstIndex(run, from, id -> !IdOrder.startsWith(id, beginning)) - from;
        }
        return count;
    }

    // Keeping

    private int[][] runs() {
        KeptPieces from = kept;
        return from == null ? runs : load(from);
    }

    private int[][] load(KeptPieces from) {
        synchronized (from) {
            if (kept != null) {
                int[][] all = new int[keptNumbers.length][];
                for (int i = 0; i < all.length; i++) {
                    byte[] bytes = from.copy(keptNumbers[i]);
                    all[i] = new int[bytes.length / Integer.BYTES];
                    ByteBuffer.wrap(bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asIntBuffer()
                            .get(all[i]);
                }
                runs = all;
                kept = null;
            }
            return runs;
        }
    }

    /** Brings back what was kept; to be called before a change. */
    void complete() {
        var unused = runs();
    }

    /**
     * Keeps all of it. In the head: buried streams that are still here, whether the tail is sorted (1), the last key, the tail,
     * the numbers of the runs among the pieces; each of the last three as count (4) and content.
     */
    void keep(RecordOutput head, KeptPieces.Output out) {
        head.putNumber(dead);
        head.putByte(tailIsSorted ? 1 : 0);
        head.putInt(lastKey.length);
        head.putBytes(lastKey);
        head.putInt(tailCount);
        for (int i = 0; i < tailCount; i++) {
            head.putNumber(tail[i]);
        }
        head.putInt(runs.length);
        for (int[] run : runs) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(run.length, Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asIntBuffer().put(run);
            head.putNumber(out.add(bytes, bytes.capacity()));
        }
    }

    /** Holds, in place of nothing, what was kept. */
    void restore(RecordInput head, KeptPieces pieces) {
        dead = (int) head.number();
        tailIsSorted = head.unsignedByte() != 0;
        lastKey = new byte[head.count(1)];
        for (int i = 0; i < lastKey.length; i++) {
            lastKey[i] = (byte) head.unsignedByte();
        }
        tailCount = head.count(1);
        RegistryImage.fits(tailCount < TAIL);
        tail = new int[Math.max(FIRST_TAIL, tailCount)];
        for (int i = 0; i < tailCount; i++) {
            tail[i] = (int) head.number();
        }
        int[] numbers = new int[head.count(1)];
        for (int i = 0; i < numbers.length; i++) {
            long piece = head.number();
            RegistryImage.fits(piece >= 0 && piece < pieces.count());
            numbers[i] = (int) piece;
        }
        keptNumbers = numbers;
        kept = pieces;
    }

    private void addCursor(int[] run, int from, String beginning, PriorityQueue<Cursor> cursors) {
        Cursor cursor = new Cursor(run, from, beginning);
        if (cursor.advance()) {
            cursors.add(cursor);
        }
    }

    /** The index of the first id that is not below a text. */
    private int lowerBound(int[] run, String text) {
        return firstIndex(run, 0, id -> IdOrder.INSTANCE.compare(id, text) >= 0);
    }

    /** The first index from which on a condition holds for all ids. */
    private int firstIndex(int[] run, int from, Predicate<String> condition) {
        int low = from;
        int high = run.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (condition.test(table.id(run[middle]))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Walks one run. */
    private final class Cursor {
        static final Comparator<Cursor> ORDER =
                Comparator.<Cursor, String>comparing(cursor -> cursor.id, IdOrder.INSTANCE);

        private final int[] run;
        private final String beginning;
        private int next;
        private int ordinal;
        private String id = "";

        Cursor(int[] run, int from, String beginning) {
            this.run = run;
            this.next = from;
            this.beginning = beginning;
        }

        /** Goes to the next living stream; false when there is none that begins as it should. */
        boolean advance() {
            while (next < run.length && !table.isLive(run[next])) {
                next++;
            }
            if (next == run.length) {
                return false;
            }
            ordinal = run[next++];
            id = table.id(ordinal);
            return IdOrder.startsWith(id, beginning);
        }
    }

    /** Walks all runs together. Living streams have different ids. */
    private static final class Merged implements PrimitiveIterator.OfInt {
        private final PriorityQueue<Cursor> cursors;
        private @Nullable Cursor single;

        Merged(PriorityQueue<Cursor> cursors) {
            this.cursors = cursors;
            this.single = cursors.size() == 1 ? cursors.poll() : null;
        }

        @Override
        public boolean hasNext() {
            return single != null || !cursors.isEmpty();
        }

        @Override
        public int nextInt() {
            Cursor first = single != null ? single : cursors.poll();
            if (first == null) {
                throw new NoSuchElementException();
            }
            int ordinal = first.ordinal;
            boolean hasMore = first.advance();
            if (single != null) {
                single = hasMore ? first : null;
            } else if (hasMore) {
                cursors.add(first);
            }
            return ordinal;
        }
    }
}
