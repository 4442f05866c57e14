package io.seqstore.types.registry;

import io.seqstore.types.fulltext.FullTextIndex;
import io.seqstore.types.fulltext.TextQuery;
import io.seqstore.types.index.RecycledMemory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds streams by their texts (spec 04). Got from {@link Registry#streamSearch}. Safe for all threads.
 *
 * <p>A query that fixes the beginning of the id goes by the order of ids. Others go by a full-text index, which is made by
 * the first of them: changes only note which streams it has not seen, and the next search makes up for it, or looks at those
 * streams themselves while they are few. A query of which the index can tell nothing (one that excludes only, or texts of two
 * characters) looks at every stream.
 */
public final class StreamSearch {
    /** Looking at so many streams takes about a millisecond: less than being exact about it. */
    private static final int FEW = 1024;
    /** So many streams are read at once while the index is made, so that a change overtakes few of them. */
    private static final int READ_AT_ONCE = 64;

    private final Transactions transactions;
    private final RecycledMemory memory;
    /** Held for writing while the index is changed. Comes before the locks of the registry. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private @Nullable FullTextIndex index;

    StreamSearch(Transactions transactions, RecycledMemory memory) {
        this.transactions = transactions;
        this.memory = memory;
    }

    /**
     * All that is known of the streams that match, as of one moment and by ascending id.
     *
     * @param most at most that many, the first ones
     * @throws io.seqstore.types.NotFoundException when there is no such namespace
     */
    public List<StreamDescription> find(String namespace, StreamQuery query, long most) {
        if (!query.texts().narrows() || areFewById(namespace, query.idBeginning())) {
            return findById(namespace, query, most);
        }
        bringUpToDate();
        lock.readLock().lock();
        try {
            BitSet indexed = transactions.inMemory(() -> indexed(query.texts()));
            return findAmong(indexed, namespace, query, most);
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean areFewById(String namespace, String idBeginning) {
        return transactions.read(() -> transactions.contents(namespace).streams.countSearchedBy(idBeginning) <= FEW);
    }

    private List<StreamDescription> findById(String namespace, StreamQuery query, long most) {
        return transactions.read(
                () -> page(transactions.contents(namespace).streams.searchedBy(query.idBeginning()), query, most));
    }

    private List<StreamDescription> findAmong(BitSet indexed, String namespace, StreamQuery query, long most) {
        return transactions.read(() -> {
            BitSet candidates = new BitSet();
            candidates.or(indexed);
            transactions.state().indexBacklog().addTo(candidates);
            return page(transactions.contents(namespace).streams.among(candidates, most), query, most);
        });
    }

    private static List<StreamDescription> page(Stream<RegisteredStream> streams, StreamQuery query, long most) {
        return streams.map(RegisteredStream::describe)
                .filter(query.matches())
                .limit(most)
                .toList();
    }

    private BitSet indexed(TextQuery texts) {
        FullTextIndex present = index;
        return present == null ? new BitSet() : present.candidates(texts);
    }

    private void bringUpToDate() {
        if (isUpToDate()) {
            return;
        }
        lock.writeLock().lock();
        try {
            if (!isUpToDate()) {
                indexBacklog();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private boolean isUpToDate() {
        return transactions.read(() -> transactions.state().indexBacklog().size()) <= FEW;
    }

    private void indexBacklog() {
        IndexBacklog backlog = transactions.state().indexBacklog();
        FullTextIndex growing = index;
        if (growing == null || transactions.read(backlog::isMostlyOutdated)) {
            growing = makeAnew(backlog);
        }
        index = growing;
        // A stream that changes from here on is in the backlog again.
        BitSet fresh = transactions.alone(backlog::take);
        boolean isComplete = false;
        try {
            PrimitiveIterator.OfInt ordinals = fresh.stream().iterator();
            while (ordinals.hasNext()) {
                indexSome(ordinals, growing);
            }
            isComplete = true;
        } finally {
            if (!isComplete) {
                forgetIndex(backlog);
            }
        }
    }

    private FullTextIndex makeAnew(IndexBacklog backlog) {
        forgetIndex(backlog);
        return transactions.inMemory(() -> {
            memory.takeBack();
            return new FullTextIndex(memory);
        });
    }

    private void forgetIndex(IndexBacklog backlog) {
        index = null;
        transactions.alone(() -> {
            backlog.restart();
            return null;
        });
    }

    private void indexSome(PrimitiveIterator.OfInt ordinals, FullTextIndex growing) {
        List<Integer> some = new ArrayList<>(READ_AT_ONCE);
        while (some.size() < READ_AT_ONCE && ordinals.hasNext()) {
            some.add(ordinals.nextInt());
        }
        List<RegisteredStream> streams =
                transactions.read(() -> transactions.state().streams(some));
        transactions.inMemory(() -> {
            streams.forEach(stream -> growing.add(stream.ordinal, stream.id, stream.texts()));
            return null;
        });
    }
}
